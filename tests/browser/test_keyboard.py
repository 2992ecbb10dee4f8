"""Everything can be reached and done without a mouse, in the order in which it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import HOME, PAGES, POST

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MOST_STOPS = 150
# What has the focus: its place among all elements, and whether it is seen to have it.
FOCUSED = """() => {
    const each = document.activeElement;
    if (each === document.body) return null;
    const shown = each.type === "radio" ? each.labels[0] : each;  // a tab is seen as its label
    const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && style.opacity > 0 && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
    return [[...document.querySelectorAll("*")].indexOf(each), seen, each.outerHTML.slice(0, 90)];
}"""
REACHABLE = """() => [...document.querySelectorAll(
    "a[href],button,input,select,summary,[tabindex='0']")].filter(each => each.checkVisibility(
    {visibilityProperty: true, contentVisibilityAuto: true}) && !each.disabled
    && each.type !== "radio").length"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tab_key_leads_through_the_page(
    visit: Callable[..., Page], kind: str, width: int
) -> None:
    """From the skip link on, downwards, past nothing, and it is always seen where one is."""
    page = visit(PAGES[kind], width=width, reduced_motion="reduce")
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        stops.append(focused)
    places = [place for place, _, _ in stops]
    assert 'class="skip"' in stops[0][2]
    assert places == sorted(set(places))
    assert [text for _, is_seen, text in stops if not is_seen] == []
    radios = sum('type="radio"' in text for _, _, text in stops)
    assert len(stops) - radios == page.evaluate(REACHABLE)


def test_the_skip_link_leads_to_the_text(visit: Callable[..., Page]) -> None:
    page = visit(POST, width=390)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_menu_opens_and_closes(visit: Callable[..., Page], width: int) -> None:
    page = visit(HOME, width=width)
    menu, entry = page.locator(".site-header summary"), page.get_by_role("link", name="Colophon")
    menu.focus()
    page.keyboard.press("Enter")
    assert entry.is_visible()
    box = entry.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not entry.is_visible()
    assert menu.evaluate("each => each === document.activeElement")
    menu.click()
    assert entry.is_visible()
    page.locator("main").click(position={"x": 5, "y": 400})
    assert not entry.is_visible()
    menu.click()
    entry.click()
    assert page.locator("h1").inner_text().startswith("Colophon")
