"""A blog in a real browser: built once, served compressed from this machine, and never beyond it.

`make browser-test` runs what stands here; `make test` does not. A person who lacks a browser sees
its name among the skipped tests; in CI that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from bench.serving import served
from tests.browser.blog import write_blog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
TOOLS = Path(os.environ.get("BROWSER_TOOLS", ROOT / ".venv/browser"))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing can leave this machine
]  # fmt: skip
PATIENCE = 10_000  # milliseconds
HOME, POST, PHOTOS = "index.html", "posts/2025/everything.html", "posts/2025/pictures.html"
VIDEOS = "posts/2025/videos.html"
TAG, SECOND, SEARCH = "blog/tag/python.html", "blog/page-2.html", "search.html"
MISSING = "nowhere/to-be-found.html"
PAGES = {
    "home": HOME,
    "post": POST,
    "photo post": PHOTOS,
    "videos": VIDEOS,
    "tag": TAG,
    "page 2": SECOND,
    "search": SEARCH,
    "404": MISSING,
}
WIDTHS = {390: 844, 1280: 800}


def needed(name: str, path: Path | str | None) -> Path:
    """The tool of that *name*; without it the test is skipped, and in CI it fails."""
    if path and Path(path).exists():
        return Path(path)
    message = f"{name} is not installed: see CONTRIBUTING.md, `make browser-test`"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@dataclass(frozen=True)
class Site:
    """The built blog: its folder, and the address at which it is served."""

    folder: Path
    address: str

    def pages(self) -> list[Path]:
        """The pages of HTML in it."""
        return sorted(each for each in self.folder.rglob("*.html") if "_static" not in each.parts)


@dataclass
class Watch:
    """What a browser told of while it showed pages."""

    site: Site
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """What it asked of others than this blog."""
        known = (self.site.address, "data:", "blob:", "about:")
        return [each for each in self.requests if not each.startswith(known)]

    def follow(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        is_missing_page = urlsplit(message.location["url"]).path == f"/{MISSING}"
        if message.type in ("error", "warning") and not is_missing_page:
            self.console.append(f"{message.location['url']}: {message.text}")


@pytest.fixture(scope="session")
def site(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Iterator[Site]:
    """The blog of `tests.browser.blog`, built by `sphinx-build` without a warning."""
    folder = made_once("browser", _build) / "out"
    with served(folder) as address:
        yield Site(folder, address)


def _build(root: Path) -> None:
    write_blog(root)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", "auto"]
    run = subprocess.run(
        [*command, "-d", "trees", ".", "out"], cwd=root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests, of those that a system may have."""
    path = needed("Chromium", next(filter(None, map(shutil.which, BROWSERS)), None))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch(site: Site) -> Watch:
    return Watch(site)


@pytest.fixture
def visit(browser: Browser, site: Site, watch: Watch) -> Iterator[Callable[..., Page]]:
    """`visit("blog.html", width=390, scheme="dark", …)` opens a page in a browser of its own.

    More options are those of Playwright's `new_context`. At the end nothing may have been told on
    the console nor asked of another host, unless the test has emptied the lists of `watch`.
    """
    opened: list[BrowserContext] = []

    def open_page(path: str, *, width: int = 1280, scheme: str = "light", **options: Any) -> Page:
        size = {"width": width, "height": WIDTHS.get(width, 800)}
        options = {"viewport": size, "color_scheme": scheme, "base_url": site.address, **options}
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        watch.follow(page)
        page.goto(path)
        return page

    yield open_page
    for each in opened:
        each.close()
    assert watch.console == []
    assert watch.foreign == []


@pytest.fixture(params=["390 light", "390 dark", "1280 light", "1280 dark"])
def view(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A screen and a preference, as options of `visit`."""
    width, scheme = request.param.split()
    return {"width": int(width), "scheme": scheme}


@pytest.fixture(params=PAGES)
def kind(request: pytest.FixtureRequest) -> str:
    """One page of each kind, by its name in `PAGES`."""
    return str(request.param)


@pytest.fixture
def page(visit: Callable[..., Page], kind: str, view: dict[str, Any]) -> Page:
    """A page of each kind, on each screen, in light and in dark."""
    return visit(PAGES[kind], **view)
