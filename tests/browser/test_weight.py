"""How much a page weighs, and that nothing of it comes from elsewhere."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.browser.conftest import PAGES, PHOTOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Site

KIB = 1024
PAGE, SCRIPT = 20 * KIB, 5 * KIB
AT_FIRST = 450 * KIB  # a post full of photographs, before anybody scrolls
# Loaded by a browser without being asked. A link or a form is for the reader to follow.
LOADED = {
    "script": "src", "img": "src", "source": "src", "iframe": "src", "video": "src",
    "audio": "src", "embed": "src", "object": "data", "track": "src",
}  # fmt: skip
RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect",
             "dns-prefetch", "prefetch", "apple-touch-icon"}  # fmt: skip
OF_OTHERS = re.compile(
    r"searchindex\.js|font-?awesome|\bfa-(?:solid|brands|regular)\b|bootstrap", re.IGNORECASE
)
RECEIVED = """() => [...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource")].reduce((sum, each) => sum + each.transferSize, 0)"""


def _loaded(page: BeautifulSoup) -> Iterator[str]:
    """All addresses that a browser loads by itself."""
    for name, attribute in LOADED.items():
        yield from (str(each[attribute]) for each in page.select(f"{name}[{attribute}]"))
    for each in page.select("[srcset]"):
        yield from (part.split()[0] for part in str(each["srcset"]).split(","))
    for each in page.select("link[rel]"):
        if RELATIONS & set(each.get_attribute_list("rel")):
            yield str(each["href"])
    for each in page.select("style"):
        yield from re.findall(r"url\(['\"]?([^)'\"]+)", each.get_text())
        yield from re.findall(r"@import\s+['\"]([^'\"]+)", each.get_text())


def _scripts(page: BeautifulSoup, file: Path) -> int:
    """Bytes of our own script that the page carries or loads; data in a script element is none."""
    sizes = []
    for each in page.select("script"):
        if each.get("src"):
            if "blogkit" not in str(each["src"]):
                continue
            sizes.append((file.parent / urlsplit(str(each["src"])).path).resolve().stat().st_size)
        elif each.get("type", "text/javascript") in ("text/javascript", "module"):
            sizes.append(len(each.get_text().encode()))
    return sum(sizes)


def test_nothing_comes_from_elsewhere(site: Site) -> None:
    own = "https://blog.example.org/"
    for file in site.pages():
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        addresses = {urljoin(own, each) for each in _loaded(page)}
        assert [each for each in addresses if not each.startswith((own, "data:"))] == [], file


def test_what_the_theme_has_for_others_is_not_loaded(site: Site) -> None:
    for file in site.pages():
        found = OF_OTHERS.search(file.read_text(encoding="utf-8"))
        assert found is None, (file, found)


def test_pages_and_their_scripts_are_small(site: Site) -> None:
    for file in site.pages():
        text = file.read_bytes()
        assert len(gzip.compress(text)) <= PAGE, file
        assert _scripts(BeautifulSoup(text, "html.parser"), file) <= SCRIPT, file


def test_what_a_phone_loads_before_anybody_scrolls(visit: Callable[..., Page], kind: str) -> None:
    page = visit(PAGES[kind], width=390, device_scale_factor=3, is_mobile=True)
    page.wait_for_load_state("networkidle")
    has_pictures = page.locator("picture").count() > 0
    limit = AT_FIRST if PAGES[kind] == PHOTOS or has_pictures else PAGE
    assert page.evaluate(RECEIVED) <= limit
