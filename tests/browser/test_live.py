"""The preview in a real browser, as an author has it open while writing."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.blogkit.conftest import CONF, Blog
from tests.blogkit.live.preview import preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.blogkit.live.preview import Preview

LIVE = """\
html_static_path = ["_static"]
html_css_files = ["own.css"]
blogkit_editor = "vscode://file/{path}:{line}:{column}"
"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
PATIENCE = 30_000  # milliseconds
LONG = "\n\n".join(f"Paragraph {number} of a long post." for number in range(80))


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser that all tests of this folder share, if there is such a fixture."""
    try:
        yield request.getfixturevalue("browser")
    except pytest.FixtureLookupError:
        with _own_chromium() as browser:
            yield browser


@contextmanager
def _own_chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "Chromium is not installed"
        if os.environ.get("CI"):
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS)


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("live") / "blog")
    blog.write("conf.py", CONF + LIVE)
    blog.write("_static/own.css", "body { color: rgb(1, 2, 3) }\n")
    blog.write("index.md", "# Home\n\n```{postlist}\n```\n")
    for name in ("edited", "broken", "fixed", "styled", "quick", "long"):
        blog.post(f"posts/{name}.md")
    (blog.root / "posts/pictured-images").mkdir()
    Image.new("RGB", (60, 40), "#a33").save(blog.root / "posts/pictured-images/barn.png")
    text = "# The post\n\n![](pictured-images/barn.png)\n\nA [dead link](#nowhere).\n"
    blog.post("posts/pictured.md", text)
    return blog


@pytest.fixture(scope="module")
def running(blog: Blog) -> Iterator[Preview]:
    with preview(blog.root) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, running: Preview) -> Iterator[Callable[[str], Page]]:
    """Open a page of the preview in a tab; nothing may go wrong in its script."""
    context: BrowserContext = chromium.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(PATIENCE)
    faults: list[str] = []

    def open_page(path: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"http://127.0.0.1:{running.port}/{path}")
        wait(page, "shadow().querySelector('summary')")
        return page

    yield open_page
    context.close()
    assert faults == []


def wait(page: Page, condition: str) -> None:
    """Until this is true on the page, however often it loads meanwhile."""
    panel = "document.querySelector('blogkit-live')"
    ready = f"const shadow = () => {panel}.shadowRoot; return !!({condition})"
    script = f"() => {{ if (!document.body || !{panel}) return false; {ready} }}"
    page.wait_for_function(script, timeout=PATIENCE)


def has_text(words: str) -> str:
    return f"document.body.textContent.includes({words!r})"


def panel_says(words: str) -> str:
    return f"shadow().textContent.includes({words!r})"


def test_two_tabs_show_an_edit(visit: Callable[[str], Page], blog: Blog) -> None:
    tabs = [visit("posts/edited.html"), visit("posts/edited.html"), visit("posts/long.html")]
    tabs[2].evaluate("window.wasNeverLoadedAgain = true")
    blog.post("posts/edited.md", "# The post\n\nSeen in both.\n")
    for tab in tabs[:2]:
        wait(tab, has_text("Seen in both."))
    assert tabs[2].evaluate("window.wasNeverLoadedAgain")


def test_a_reload_stays_where_one_reads(visit: Callable[[str], Page], blog: Blog) -> None:
    blog.post("posts/long.md", f"# The post\n\n{LONG}\n")
    page = visit("posts/long.html")
    wait(page, has_text("Paragraph 79"))
    page.bring_to_front()
    page.evaluate("document.hasFocus = () => true; scrollTo(0, 900)")
    blog.post("posts/long.md", f"# The post\n\n{LONG}\n\nThe end.\n")
    wait(page, f"{has_text('The end.')} && Math.abs(scrollY - 900) < 3")


def test_a_tab_aside_moves_to_what_was_changed(visit: Callable[[str], Page], blog: Blog) -> None:
    blog.post("posts/long.md", f"# The post\n\n{LONG}\n")
    page = visit("posts/long.html")
    wait(page, has_text("Paragraph 79"))
    page.add_init_script("document.hasFocus = () => false")  # the author is in the editor
    blog.post("posts/long.md", f"# The post\n\n{LONG.replace('aph 70', 'aph seventy')}\n")
    wait(page, f"{has_text('Paragraph seventy')} && scrollY > 500")


def test_a_broken_post_its_panel_and_its_repair(visit: Callable[[str], Page], blog: Blog) -> None:
    page = visit("posts/broken.html")
    blog.post("posts/broken.md", "# The post\n\nOther text.\n\n```{nonsense}\n```\n")
    wait(page, panel_says("nonsense"))
    assert "posts/broken.md:10" in page.locator("blogkit-live .place").first.inner_text()
    assert page.locator("blogkit-live pre b").inner_text().split() == ["10", "```{nonsense}"]
    assert page.locator("body").inner_text().count("Some text.") == 1
    blog.post("posts/broken.md", "# The post\n\nOther text, and sound.\n")
    wait(page, f"{has_text('and sound.')} && !shadow().querySelector('.bad')")


def test_findings_are_marked_and_lead_to_the_editor(
    visit: Callable[[str], Page], blog: Blog
) -> None:
    page = visit("posts/pictured.html")
    wait(page, panel_says("dead link") + " || " + panel_says("leads nowhere"))
    marks = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-live-mark]')]"
        ".map((each) => [each.dataset.liveMark, each.tagName]))"
    )
    assert marks["missing-alt-text"] == "IMG"
    assert marks["broken-anchor"] in ("A", "SPAN")
    page.locator("blogkit-live summary").click()
    addresses = page.locator("blogkit-live .place a").evaluate_all("all => all.map(a => a.href)")
    assert f"vscode://file/{blog.root}/posts/pictured.md:8:1" in addresses
    page.reload()
    assert page.locator("blogkit-live details").get_attribute("open") is not None


def test_a_fix_is_shown_and_made_by_clicks(visit: Callable[[str], Page], blog: Blog) -> None:
    blog.post("posts/fixed.md", "# The post\n\nA cafÃ© by the sea.\n")
    page = visit("posts/fixed.html")
    wait(page, "shadow().querySelector('button')")
    page.locator("blogkit-live summary").click()
    page.get_by_role("button", name="Show the fix").click()
    assert "A café by the sea." in page.locator("blogkit-live ins").inner_text()
    assert "Ã©" in blog.read("posts/fixed.md")
    page.get_by_role("button", name="Apply it").click()
    wait(page, has_text("A café by the sea."))
    assert "A café by the sea." in blog.read("posts/fixed.md")


def test_styles_are_swapped(visit: Callable[[str], Page], blog: Blog) -> None:
    page = visit("posts/styled.html")
    page.evaluate("window.wasNeverLoadedAgain = true")
    blog.write("_static/own.css", "body { color: rgb(40, 50, 60) }\n")
    wait(page, "getComputedStyle(document.body).color === 'rgb(40, 50, 60)'")
    assert page.evaluate("window.wasNeverLoadedAgain")


def test_fifty_quick_saves_end_in_the_last(visit: Callable[[str], Page], blog: Blog) -> None:
    page = visit("posts/quick.html")
    for number in range(50):
        blog.post("posts/quick.md", f"# The post\n\nSave {number}.\n")
    wait(page, has_text("Save 49."))


def test_the_list_of_drafts(visit: Callable[[str], Page], blog: Blog, running: Preview) -> None:
    with running.tab() as tab:
        blog.post("posts/draft.md", "# Soon\n\nText. <!-- TODO more -->\n", draft="true")
        running.wait_until_built(tab, "posts/draft.md")
    page = visit("index.html")
    page.locator("blogkit-live summary").click()
    page.get_by_role("link", name="Drafts and what they lack").click()
    wait(page, has_text("a note of yours: TODO more"))
    page.get_by_text("Publish: the front matter to write").click()
    assert "draft" not in page.locator("main pre").inner_text()


def test_a_tab_is_back_when_the_preview_is(chromium: Browser, tmp_path: Path) -> None:
    blog = Blog(tmp_path / "blog")
    blog.write("conf.py", CONF)
    blog.write("index.md", "# Home\n")
    blog.post("posts/edited.md")
    context = chromium.new_context()
    page = context.new_page()
    with preview(blog.root) as first:
        port = first.port
        page.goto(f"http://127.0.0.1:{port}/posts/edited.html")
        wait(page, "shadow()")
        os.killpg(first.process.pid, signal.SIGKILL)
        wait(page, panel_says("not running"))
        blog.post("posts/edited.md", "# The post\n\nWritten meanwhile.\n")
    with preview(blog.root, "--port", str(port)):
        wait(page, has_text("Written meanwhile."))
    context.close()
