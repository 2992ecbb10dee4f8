"""Galleries, and the large view of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PHOTOS
from tests.browser.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Watch

ROWS = """() => {
    const rows = new Map();
    for (const each of document.querySelectorAll(".photo-gallery .photo-tile img")) {
        const box = each.getBoundingClientRect(), top = Math.round(box.top);
        rows.set(top, [...(rows.get(top) || []), [box.left, box.right, box.height]]);
    }
    const gallery = document.querySelector(".photo-gallery").getBoundingClientRect();
    return [gallery.left, gallery.right, [...rows.values()]];
}"""
FETCHED = """() => [...document.querySelectorAll(".photo-tile img, img[fetchpriority]")].map(each => {
    const width = address => Number(/-(\\d+)\\.[0-9a-f]{8}\\./.exec(address)?.[1] || Infinity);
    const source = each.closest("picture").querySelector("source");
    const offered = source.srcset.split(", ").map(part => width(part));
    return [each.getBoundingClientRect().width, width(each.currentSrc), offered];
})"""
FOCUS_IS_INSIDE = "document.activeElement.closest('dialog[open]') !== null"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("javascript", [True, False])
def test_rows_are_full_and_even(visit: Callable[..., Page], width: int, javascript: bool) -> None:
    page = visit(PHOTOS, width=width, java_script_enabled=True)
    if not javascript:
        page.locator("script").evaluate_all("all => all.forEach(each => each.remove())")
    left, right, rows = page.evaluate(ROWS)
    assert sum(map(len, rows)) == 5
    for row in rows:
        assert row[0][0] == pytest.approx(left, abs=1)
        assert row[-1][1] == pytest.approx(right, abs=1)
        heights = [height for _, _, height in row]
        assert max(heights) - min(heights) < 1


@pytest.mark.parametrize(
    ("width", "pixels", "wanted"),
    [(412, 1.75, 1.75), (390, 3, 1.8), (360, 2, 2), (1280, 1, 1)],
)
def test_a_screen_fetches_no_more_than_it_shows(
    visit: Callable[..., Page], width: int, pixels: float, wanted: float
) -> None:
    """The narrowest variant that is wide enough; in a row of several proportions perhaps the next."""
    page = visit(PHOTOS, width=width, device_scale_factor=pixels)
    page.evaluate("document.querySelectorAll('img').forEach(each => { each.loading = 'eager' })")
    until(page, "[...document.querySelectorAll('img')].every(each => each.complete)")
    fetched = page.evaluate(FETCHED)
    assert len(fetched) > 5
    for shown, got, offered in fetched:
        fits = [each for each in offered if each >= wanted * (shown - 3)]
        assert got in fits[:2], (shown, got)


def test_the_large_view_by_keyboard(visit: Callable[..., Page]) -> None:
    """It opens, goes on and back and round, says where one is, closes, and gives back the focus."""
    page = visit(PHOTOS)
    links = page.locator("a.photo-link")
    viewer, words = page.locator("dialog.photo-viewer"), page.locator("dialog [aria-live]")
    count = links.count()
    links.nth(1).focus()
    page.keyboard.press("Enter")
    assert viewer.is_visible()
    assert page.evaluate(FOCUS_IS_INSIDE)
    assert words.inner_text() == f"One (2/{count})"
    page.keyboard.press("ArrowRight")
    assert words.inner_text() == f"Two (3/{count})"
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert words.inner_text().endswith(f"({count}/{count})")
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate(f"document.activeElement === document.body || {FOCUS_IS_INSIDE}")
    page.keyboard.press("Escape")
    assert not viewer.is_visible()
    assert links.nth(count - 1).evaluate("each => each === document.activeElement")


def test_the_large_view_shows_the_whole_picture(visit: Callable[..., Page]) -> None:
    page = visit(PHOTOS, width=390)
    page.locator("a.photo-link").nth(2).click()
    image = page.locator("dialog img")
    image.evaluate("each => each.decode()")
    box = image.bounding_box()
    assert box
    assert box["width"] <= 390
    assert box["height"] <= 844
    assert box["width"] / box["height"] == pytest.approx(900 / 1200, abs=0.02)
    page.get_by_role("button", name="Close").click()
    assert not page.locator("dialog").is_visible()


def test_without_a_script_a_picture_is_a_link_to_its_file(
    visit: Callable[..., Page], watch: Watch
) -> None:
    page = visit(PHOTOS, java_script_enabled=False)
    page.locator("a.photo-link").first.click()
    assert page.url.endswith((".jpg", ".png"))
    watch.console.clear()  # a picture names no icon, so Chromium asks for one
