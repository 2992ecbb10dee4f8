"""The large view of pictures, as fingers and screen readers have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PHOTOS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import CDPSession, Page

WORDS = "dialog [aria-live]"
MIDDLE = 400  # pixels from the top
# From where to where a finger goes, across and down, and how many pictures on that leads.
SWIPES = {
    "to the left": (300, 100, 0, 1),
    "to the right": (100, 300, 0, -1),
    "a little": (200, 180, 0, 0),
    "down": (200, 150, 200, 0),
}


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    """The post with pictures on a telephone."""
    return visit(PHOTOS, width=390, has_touch=True, is_mobile=True)


def touch(session: CDPSession, kind: str, *points: tuple[int, int]) -> None:
    """What a finger does: `touchStart`, `touchMove`, `touchEnd`."""
    fingers = [{"x": across, "y": down} for across, down in points]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def place(page: Page) -> tuple[int, int]:
    """The number of the picture that is shown, and how many there are."""
    number, _, count = page.locator(WORDS).inner_text().rpartition("(")[2].partition("/")
    return int(number), int(count.rstrip(")"))


@pytest.mark.parametrize("way", SWIPES)
def test_a_finger_leads_on_and_back(phone: Page, way: str) -> None:
    start, end, down, step = SWIPES[way]
    phone.locator("a.photo-link").nth(2).tap()
    session = phone.context.new_cdp_session(phone)
    touch(session, "touchStart", (start, MIDDLE))
    touch(session, "touchMove", (end, MIDDLE + down))
    touch(session, "touchEnd")
    number, _ = place(phone)
    assert number == 3 + step


def test_two_fingers_look_closer_and_lead_nowhere(phone: Page) -> None:
    phone.locator("a.photo-link").nth(2).tap()
    session = phone.context.new_cdp_session(phone)
    touch(session, "touchStart", (250, MIDDLE), (200, MIDDLE))
    touch(session, "touchMove", (350, MIDDLE), (50, MIDDLE))
    touch(session, "touchEnd")
    assert place(phone)[0] == 3


def test_beside_the_picture_a_touch_closes(phone: Page) -> None:
    phone.locator("a.photo-link").nth(2).tap()
    phone.touchscreen.tap(195, 60)
    assert not phone.locator("dialog").is_visible()


def test_it_goes_round_by_its_buttons_which_are_large_enough_and_named(phone: Page) -> None:
    phone.locator("a.photo-link").first.tap()
    viewer = phone.get_by_role("dialog", name="Pictures")
    assert viewer.is_visible()
    viewer.get_by_role("button", name="Previous picture").tap()
    number, count = place(phone)
    assert number == count
    viewer.get_by_role("button", name="Next picture").tap()
    assert place(phone)[0] == 1
    for button in viewer.get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    viewer.get_by_role("button", name="Close").tap()
    assert not viewer.is_visible()


def test_the_picture_that_was_shown_has_the_focus_afterwards(phone: Page) -> None:
    links = phone.locator("a.photo-link")
    links.first.tap()
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("Escape")
    assert links.nth(1).evaluate("each => each === document.activeElement")


def test_a_new_tab_is_still_to_be_had(visit: Callable[..., Page]) -> None:
    page = visit(PHOTOS)
    with page.context.expect_page() as opened:
        page.locator("a.photo-link").first.click(modifiers=["Control"])
    assert "/_images/" in opened.value.url or opened.value.url == "about:blank"
    assert not page.locator("dialog").is_visible()
    opened.value.close()


def test_every_picture_has_a_name(visit: Callable[..., Page]) -> None:
    page = visit(PHOTOS)
    for link in page.locator("a.photo-link").all():
        named = link.evaluate(
            "each => each.getAttribute('aria-label') || each.querySelector('img').alt"
        )
        assert named.strip()
