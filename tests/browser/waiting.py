"""Waiting for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOOK = """([milliseconds]) => new Promise((done, fail) => {
    const end = performance.now() + milliseconds
    const look = () => {
        if (%s) done()
        else if (performance.now() > end) fail(new Error("it was not to be"))
        else setTimeout(look, 20)
    }
    look()
})"""


def until(page: Page, condition: str, seconds: float = 20) -> None:
    """Wait until this holds, in JavaScript, on the page that is open; it must not be left meanwhile.

    Playwright's own `wait_for_function` asks again and again by `eval`, which a page's policy forbids.
    """
    page.evaluate(LOOK % condition, [seconds * 1000])
