"""What a reader does with a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import POST

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Watch

CLIPBOARD = ["clipboard-read", "clipboard-write"]
COPIED = "navigator.clipboard.readText()"
GISCUS = "https://giscus.app/client.js"


@pytest.mark.parametrize(("width", "is_open"), [(390, False), (1280, True)])
def test_the_contents_list(visit: Callable[..., Page], width: int, is_open: bool) -> None:
    """Folded on a phone; at the side on a desk, where it stays in sight."""
    page = visit(POST, width=width, reduced_motion="reduce")
    contents = page.locator("details.contents")
    entry = contents.get_by_role("link", name="Formulas and notes")
    assert entry.is_visible() is is_open
    if not is_open:
        contents.locator("summary").focus()
        page.keyboard.press("Enter")
    entry.click()
    heading = page.locator("#formulas-and-notes :is(h2)").first.bounding_box()
    assert heading
    assert 0 <= heading["y"] < 200
    side = contents.bounding_box()
    assert side
    assert (0 <= side["y"] < 200) is is_open


def test_code_is_copied_without_numbers(visit: Callable[..., Page]) -> None:
    page = visit(POST, permissions=CLIPBOARD)
    block = page.locator("div.highlight").first
    block.hover()
    block.locator("button.copy").click()
    assert page.evaluate(COPIED).startswith("def hello(name: str) -> str:\n    return")


def test_a_heading_s_address_is_copied(visit: Callable[..., Page]) -> None:
    page = visit(POST, permissions=CLIPBOARD)
    heading = page.locator("h2", has_text="Tables and lists")
    heading.hover()
    heading.locator(".headerlink").click()
    assert page.evaluate(COPIED) == page.url
    assert page.url.endswith("#tables-and-lists")


@pytest.mark.parametrize("link", ["back to top", "Back to top"])
def test_there_is_a_way_back_to_the_top(visit: Callable[..., Page], link: str) -> None:
    page = visit(POST, width=390, reduced_motion="reduce")
    page.get_by_role("link", name=link, exact=True).first.click()
    assert page.evaluate("scrollY") < 700


def test_footnotes_are_linked_there_and_back(visit: Callable[..., Page]) -> None:
    page = visit(POST, width=390, reduced_motion="reduce")
    page.locator("a.footnote-reference").first.click()
    assert page.get_by_text("The first note.").is_visible()
    page.locator(".footnote .label a, .footnote .backrefs a").first.click()
    assert page.locator(":target").get_attribute("class") == "footnote-reference brackets"


def test_comments_come_when_they_are_asked_for(visit: Callable[..., Page], watch: Watch) -> None:
    page = visit(POST, scheme="dark")
    page.route(GISCUS, lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.wait_for_load_state("networkidle")
    assert watch.foreign == []
    with page.expect_request(GISCUS):
        page.get_by_role("button", name="Comments").click()
    script = page.locator(f'script[src="{GISCUS}"]')
    assert script.get_attribute("data-repo") == "robin/notes"
    assert script.get_attribute("data-theme") == "dark"
    assert watch.foreign == [GISCUS]
    watch.requests.clear()
