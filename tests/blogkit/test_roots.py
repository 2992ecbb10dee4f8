"""Stock blogs keep working: each folder in roots/ is built without blogkit, then with it.

A conf.py there leaves blogkit out when the variable STOCK is set. What is named `draft…` or
`future…`, or dated 2099, is published by stock ABlog only.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.blogkit.law_blog import NOON
from tests.blogkit.law_builds import snapshot, stamps, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.blogkit.law_builds import Result, Snapshot

HERE = Path(__file__).parent / "roots"
LONG = "long"  # not a folder: the blog `rst`, with more posts than a listing's page holds
ROOTS = (*sorted(path.parent.name for path in HERE.glob("*/conf.py")), LONG)
NEEDS = {
    "book": ("sphinx_book_theme", "sphinxext.opengraph", "sphinxext.rediraffe"),
    "notebooks": ("myst_nb", "sphinx_book_theme"),
    "pattern": ("furo",),
}
# Of a list of labels ABlog made JSON first, and of that an address: from `[Grüße]`, for one.
ACCIDENTS = re.compile(r"u00[0-9a-f]{2}")
BUILDERS = {"dirhtml": "dirhtml"}
HIDDEN = ("draft", "future", "2099")
NOT_ADDRESSES = ("_static/", "_sources/", "_images/", "_sphinx_design_static/", ".buildinfo")
EDITED = {
    "book": "posts/one.md",
    "dirhtml": "posts/bees.md",
    "languages": "de/gruesse.md",
    "long": "posts/numbers.rst",
    "mixed": "articles/markdown.md",
    "notebooks": "posts/words.md",
    "pattern": "news/2025/second.md",
    "rst": "posts/numbers.rst",
    "several": "single.rst",
}


@dataclass(frozen=True)
class Root:
    """A blog of roots/, built both ways."""

    name: str
    folder: Path
    stock: Snapshot
    stock_result: Result
    site: Snapshot
    result: Result

    def build(self) -> Result:
        return _build(self.folder, self.name, "out")


@pytest.fixture(scope="module", params=ROOTS)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Root:
    name = request.param
    _need(*NEEDS.get(name, ()))
    folder = tmp_path_factory.mktemp(name) / "blog"
    shutil.copytree(HERE / ("rst" if name == LONG else name), folder)
    if name == LONG:
        _add_posts(folder / "posts")
    stock_result = _build(folder, name, "stock", STOCK="1")
    result = _build(folder, name, "out")
    stock, site = snapshot(folder / "stock"), snapshot(folder / "out")
    return Root(name, folder, stock, stock_result, site, result)


def _need(*modules: str) -> None:
    """What tests/requirements.txt brings; without it a person is told, and CI fails."""
    missing = [module for module in modules if not _is_installed(module)]
    if not missing:
        return
    words = f"not installed: {', '.join(missing)} (make test installs tests/requirements.txt)"
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


def _is_installed(module: str) -> bool:
    package = module.partition(".")[0]
    return find_spec(package) is not None and find_spec(module) is not None


def _add_posts(folder: Path) -> None:
    for number in range(45):
        date = f"{1 + number % 28} March 2024"
        text = f".. post:: {date}\n   :tags: many\n   :author: Sam\n\nText."
        (folder / f"post{number}.rst").write_text(f"Post {number}\n=======\n\n{text}\n")


def _build(folder: Path, name: str, out: str, **variables: str) -> Result:
    builder = BUILDERS.get(name, "html")
    command = ("sphinx", "-q", "-b", builder, "-d", f"trees-{out}", ".", out)
    others = [*folder.glob("stock"), *folder.glob("out"), *folder.glob("trees-*")]
    away = folder.parent / "away"  # what one build makes is not a source of the next
    away.mkdir(exist_ok=True)
    for other in others:
        other.rename(away / other.name)
    for mine in (out, f"trees-{out}"):
        if (away / mine).exists():
            (away / mine).rename(folder / mine)
    log = folder.parent / f"{out}.log"
    result = start(folder, *command, now=NOON, log=log, variables=variables).result()
    for other in away.iterdir():
        other.rename(folder / other.name)
    return result


def test_it_builds(root: Root) -> None:
    assert root.stock_result.code == 0, root.stock_result.words
    assert root.result.code == 0, root.result.words


def test_every_address_stays(root: Root) -> None:
    addresses = {name for name in root.stock if not name.startswith(NOT_ADDRESSES)}
    published = {name for name in addresses if not _is_hidden(name) and not ACCIDENTS.search(name)}
    assert published - root.site.keys() == set()


def test_nothing_hidden_is_published(root: Root) -> None:
    assert {name for name in root.site if _is_hidden(name)} == set()


def test_every_fragment_stays(root: Root) -> None:
    """On a listing in pages it may be on a later one. pydata's own furniture does not count."""
    missing = {
        f"{name}#{fragment}"
        for name, page in _shared_pages(root)
        for fragment in _Page(name, page).fragments - _all_pages(root.site, name, "fragments")
        if not _is_hidden(fragment) and not fragment.startswith("pst-")
    }
    assert missing == set()


def test_every_listing_leads_to_the_same_posts(root: Root) -> None:
    sources = {_address(name.removesuffix(".txt")) for name in root.stock if "_sources/" in name}
    missing = {
        f"{name} to {link}"
        for name, page in _shared_pages(root)
        for link in _Page(name, page).links - _all_pages(root.site, name, "links")
        if link in sources and not _is_hidden(link)
    }
    assert missing == set()


def test_no_warning_is_new(root: Root) -> None:
    """Except of a post without a date, ABlog's own kind of draft: of that an author is told."""
    new = set(root.result.told) - set(root.stock_result.told)
    assert {line for line in new if "[blogkit.missing-date]" not in line} == set()


def test_a_build_of_nothing_writes_no_page(root: Root) -> None:
    before = _page_stamps(root)
    assert root.build().code == 0
    assert _changed(before, _page_stamps(root)) == set()


def test_an_edit_writes_few_pages(root: Root) -> None:
    """A sentence is added at the end, where no excerpt reaches."""
    before = _page_stamps(root)
    post = root.folder / EDITED[root.name]
    post.write_text(post.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    assert root.build().code == 0
    written = _changed(before, _page_stamps(root))
    assert any("One more sentence." in (root.folder / "out" / name).read_text() for name in written)
    assert len(written) <= 2, sorted(written)


def _page_stamps(root: Root) -> dict[str, int]:
    everything = stamps(root.folder / "out")
    return {name: stamp for name, stamp in everything.items() if name.endswith(".html")}


def _changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _is_hidden(name: str) -> bool:
    return any(word in name.lower() for word in HIDDEN)


def _shared_pages(root: Root) -> Iterator[tuple[str, bytes]]:
    """Stock ABlog's pages of what may be published; those without a page now are told of apart."""
    for name in sorted(root.stock.keys() & root.site.keys()):
        if name.endswith(".html") and not _is_hidden(name):
            yield name, root.stock[name]


def _all_pages(site: Snapshot, first: str, what: str) -> set[str]:
    """What is in a listing's pages: the first, and those below its address."""
    below = first.removesuffix(".html").removesuffix("/index") + "/"
    names = [each for each in site if each == first or each.startswith(below)]
    pages = (_Page(name, site[name]) for name in names if name.endswith(".html"))
    return set().union(*(getattr(page, what) for page in pages))


def _address(path: str) -> str:
    """A page's address or source, without suffix and `/index`, which builders write differently."""
    stem = re.sub(r"^_sources/|(\.html|\.md|\.rst|\.ipynb)$", "", path)
    return stem.removesuffix("/index").strip("/") or "index"


class _Page(HTMLParser):
    """The identifiers in a page that can be linked to, and the addresses it leads to."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__()
        self.fragments: set[str] = set()
        self.links: set[str] = set()
        self._folder = posixpath.dirname(name)
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("id") or ""
        if name and not re.search(r"\s", name):
            self.fragments.add(name)
        link = (values.get("href") or "").partition("#")[0]
        if tag == "a" and link and ":" not in link:
            self.links.add(_address(posixpath.normpath(posixpath.join(self._folder, link))))
