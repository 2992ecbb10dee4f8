"""Pages without a script, on paper, in large letters, without motion, in colours of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import HOME, MISSING, PAGES, PHOTOS, POST

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LARGE = "html { font-size: 200% !important }"
# Pieces of text that lie over each other, or are cut off by what they stand in.
LOST = """() => {
    const boxes = [], lost = [], walker = document.createTreeWalker(document.body, 4);
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility({opacityProperty: true})) continue;
        if (parent.closest(".skip, .card > p:not(.facts), script, style, noscript, math")) continue;
        const range = document.createRange();
        range.selectNode(node);
        for (const box of range.getClientRects())
            if (box.width > 2) boxes.push([box, node.data.trim().slice(0, 30)]);
        const clip = parent.closest("pre, .card > p, .math, .pst-scrollable-table-container");
        const style = getComputedStyle(parent);
        if (!clip && style.overflowX !== "visible" && parent.scrollWidth > parent.clientWidth + 1)
            lost.push("cut: " + node.data.trim().slice(0, 30));
    }
    boxes.sort((one, two) => one[0].top - two[0].top);
    boxes.forEach(([one, text], number) => {
        for (let at = number + 1; at < boxes.length && boxes[at][0].top < one.bottom - 8; at++) {
            const two = boxes[at][0];
            if (two.left < one.right - 2 && one.left < two.right - 2 && one.top !== two.top
                && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 8)
                lost.push(`overlap: ${text} / ${boxes[at][1]}`);
        }
    });
    return lost;
}"""


def _dark(page: Page) -> bool:
    ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]"
    return int(page.evaluate(ground)) < 128


def test_a_blog_is_read_without_a_script(visit: Callable[..., Page], watch: Any) -> None:
    page = visit(HOME, scheme="dark", java_script_enabled=False)
    assert not page.locator("#switch-theme").is_visible()
    page.locator(".site-header").get_by_role("link", name="Posts").click()
    page.get_by_role("link", name="Older posts").click()
    page.locator(".card h2 a").first.click()
    assert page.locator("article.post h1").is_visible()
    page.get_by_role("link", name="← Previous").click()
    page.goto(HOME)
    page.locator(".site-header summary").click()
    page.get_by_role("link", name="Colophon").click()
    assert page.locator("h1").inner_text().startswith("Colophon")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dark_is_a_preference_that_needs_no_script(visit: Callable[..., Page], scheme: str) -> None:
    page = visit(POST, scheme=scheme, java_script_enabled=False)
    assert _dark(page) is (scheme == "dark")


def test_contents_are_there_without_a_script(visit: Callable[..., Page]) -> None:
    name = "Formulas and notes"
    wide = visit(POST, java_script_enabled=False)
    assert wide.locator(".contents").get_by_role("link", name=name).is_visible()
    narrow = visit(POST, width=390, java_script_enabled=False)
    assert not narrow.locator(".contents").get_by_role("link", name=name).is_visible()
    narrow.locator(".contents summary").click()
    narrow.locator(".contents").get_by_role("link", name=name).click()
    assert narrow.url.endswith("#formulas-and-notes")


def test_search_and_comments_lead_on_without_a_script(visit: Callable[..., Page]) -> None:
    page = visit(POST, java_script_enabled=False)
    discussions = page.locator(".comments a")
    assert discussions.get_attribute("href") == "https://github.com/robin/notes/discussions"
    page.goto(MISSING)
    page.locator("main").get_by_role("link", name="Archives").click()
    assert page.locator("h1").inner_text() == "Archives"


@pytest.mark.parametrize("width", [320, 1280])
def test_letters_twice_as_large(visit: Callable[..., Page], kind: str, width: int) -> None:
    """Nothing lies over another, is cut off, or makes the page scroll sideways."""
    page = visit(PAGES[kind], width=width, bypass_csp=True)  # as a reader's own styles do
    page.add_style_tag(content=LARGE)
    assert not page.evaluate(SCROLLS_SIDEWAYS)
    assert page.evaluate(LOST) == []


def test_a_narrow_screen(visit: Callable[..., Page], kind: str) -> None:
    """320 pixels: a small phone, or a desk's screen enlarged four times (WCAG 2.2, 1.4.10)."""
    page = visit(PAGES[kind], width=320)
    assert not page.evaluate(SCROLLS_SIDEWAYS)
    assert page.evaluate(LOST) == []


def test_a_post_on_paper(visit: Callable[..., Page]) -> None:
    """Black on white, links written out, nothing that only a screen has a use for."""
    page = visit(POST, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert not _dark(page)
    for gone in (".site-header nav", ".site-tools", ".site-footer", ".related", ".neighbours"):
        assert not page.locator(gone).first.is_visible(), gone
    assert not page.locator("button:visible").count()
    after = "each => getComputedStyle(each, '::after').content"
    link = page.locator("article a[href^='http']").first
    assert link.get_attribute("href") in link.evaluate(after)
    assert (
        page.locator("article pre").first.evaluate("each => getComputedStyle(each).whiteSpace")
        == "pre-wrap"
    )
    assert page.locator(".sd-tab-content").last.is_visible()


def test_pictures_on_paper_are_there(visit: Callable[..., Page]) -> None:
    """Those further down are loaded for it, and none is cut in two."""
    page = visit(PHOTOS)
    page.emulate_media(media="print")
    figures = page.locator("article :is(figure, img)")
    cuts = figures.evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
    assert set(cuts) == {"avoid"}


def test_nothing_moves_by_itself_for_those_who_ask(visit: Callable[..., Page], kind: str) -> None:
    page = visit(PAGES[kind], reduced_motion="reduce")
    moving = """[...document.querySelectorAll("*")].filter(each => {
        const style = getComputedStyle(each);
        return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0
            || parseFloat(style.animationDuration) > 0;
    }).map(each => each.outerHTML.slice(0, 90))"""
    assert page.evaluate(moving) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_the_system(visit: Callable[..., Page], scheme: str) -> None:
    """What has a shape only by its ground has an edge; the focus is seen."""
    page = visit(POST, scheme=scheme, forced_colors="active")
    edge = "each => getComputedStyle(each).borderTopStyle"
    for name in (".tag", "button.copy", ".series", ".admonition", ".author", ".contents"):
        each = page.locator(name).first
        if each.count():
            assert each.evaluate(edge) == "solid", name
    page.locator("#switch-theme").focus()
    outline = page.locator("#switch-theme").evaluate("each => getComputedStyle(each).outlineStyle")
    assert outline == "solid"


def test_more_contrast(visit: Callable[..., Page]) -> None:
    page = visit(POST, contrast="more")
    muted = page.locator(".post-facts time").evaluate("each => getComputedStyle(each).color")
    assert muted == page.locator("body").evaluate("each => getComputedStyle(each).color")
