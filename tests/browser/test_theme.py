"""Light and dark: by the reader's preference, or as the reader has switched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import HOME, POST
from tests.browser.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SWITCH = "#switch-theme"
OTHER = {"light": "dark", "dark": "light"}


def _ground(page: Page) -> str:
    """Whether the page's ground is light or dark, as it is painted."""
    red = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
    return "light" if int(red) > 128 else "dark"


@pytest.mark.parametrize("scheme", OTHER)
def test_the_switch_is_remembered(visit: Callable[..., Page], scheme: str) -> None:
    page = visit(POST, scheme=scheme)
    assert _ground(page) == scheme
    page.locator(SWITCH).focus()
    page.keyboard.press("Enter")
    assert _ground(page) == OTHER[scheme]
    assert page.locator(SWITCH).get_attribute("aria-pressed") == str(scheme == "light").lower()
    page.goto(HOME)
    assert _ground(page) == OTHER[scheme]
    page.locator(SWITCH).click()
    page.reload()
    assert _ground(page) == scheme


def test_a_page_is_never_shown_in_the_other_colours(visit: Callable[..., Page]) -> None:
    """What was switched holds before there is anything to paint."""
    page = visit(HOME, scheme="light")
    page.locator(SWITCH).click()
    page.add_init_script("""new MutationObserver((_, observer) => {
        if (!document.body) return;
        window.atFirst = document.documentElement.dataset.theme;
        observer.disconnect();
    }).observe(document, {childList: true, subtree: true})""")
    page.reload()
    assert page.evaluate("window.atFirst") == "dark"


def test_the_preference_is_followed_until_the_reader_switches(visit: Callable[..., Page]) -> None:
    """A phone turns dark in the evening, while a page is open."""
    page = visit(HOME, scheme="light")
    page.emulate_media(color_scheme="dark")
    until(page, "document.documentElement.dataset.theme == 'dark'")
    assert _ground(page) == "dark"
    page.locator(SWITCH).click()
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert _ground(page) == "light"


def test_the_switch_works_where_nothing_can_be_remembered(visit: Callable[..., Page]) -> None:
    page = visit("about:blank")
    page.add_init_script("""Object.defineProperty(window, "localStorage",
        {get() { throw new DOMException("no", "SecurityError"); }})""")
    page.goto(HOME)
    page.locator(SWITCH).click()
    assert _ground(page) == "dark"


def test_nothing_else_is_kept_of_a_reader(visit: Callable[..., Page], kind: str) -> None:
    from tests.browser.conftest import PAGES

    page = visit(PAGES[kind])
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == []
