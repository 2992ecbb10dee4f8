"""The same faults looked for once more, in the HTML that readers get.

Whatever a theme, an extension or a template adds is seen here too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from blogkit.checks.finding import Finding, Severity
from blogkit.links import ALWAYS_THERE
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where HTML keeps addresses of pages, and of pictures: (element, attribute).
LINKS = {("a", "href"), ("link", "href"), ("script", "src"), ("iframe", "src"), ("video", "src")}
PICTURES = {("img", "src"), ("video", "poster"), ("source", "src")}
PICTURE_SETS = {("img", "srcset"), ("source", "srcset")}
READ_ELEMENTS = frozenset({"main", "article"})
SITE = "https://site.invalid/"


@dataclass
class Page:
    """What one HTML page shows and points to. Addresses are as written."""

    path: Path
    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, Place]] = field(default_factory=list)
    pictures: list[tuple[str, Place]] = field(default_factory=list)
    without_alt: list[tuple[str, Place]] = field(default_factory=list)


class _PageParser(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        place = Place(line, column + 1)
        values = {name: value or "" for name, value in attrs}
        self._page.ids.update(values[name] for name in ("id", "name") if values.get(name))
        for name, value in values.items():
            if (tag, name) in LINKS:
                self._page.links.append((value, place))
            elif (tag, name) in PICTURES:
                self._page.pictures.append((value, place))
            elif (tag, name) in PICTURE_SETS:
                addresses = (part.split()[0] for part in value.split(",") if part.strip())
                self._page.pictures.extend((address, place) for address in addresses)
        if tag in READ_ELEMENTS:
            self._depth += 1
        if tag == "img" and self._lacks_alt(values):
            self._page.without_alt.append((values.get("src", ""), place))

    def handle_endtag(self, tag: str) -> None:
        if tag in READ_ELEMENTS:
            self._depth -= 1

    def _lacks_alt(self, values: dict[str, str]) -> bool:
        """An empty alt is right for what decorates: the theme's own, or what the author marked."""
        is_decorative = self._depth == 0 or "decorative" in values.get("class", "").split()
        return "alt" not in values or not (values["alt"].strip() or is_decorative)


def read_pages(folder: Path) -> dict[str, Page]:
    """Every HTML page below *folder*, by its address relative to it."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        relative = path.relative_to(folder)
        if relative.parts[0] == "_static":
            continue
        page = Page(path)
        parser = _PageParser(page)
        parser.feed(path.read_text(encoding="utf-8"))
        parser.close()
        pages[relative.as_posix()] = page
    return pages


def check_page(address: str, pages: dict[str, Page], folder: Path, base_url: str) -> list[Finding]:
    """The broken links and pictures of one page, and its pictures without alt text."""
    page = pages[address]
    found = [*_broken_links(address, page, pages, folder, base_url), *_alt_text(page)]
    for target, place in page.pictures:
        path = _inside(target, address, base_url)
        if path is not None and not _is_file(folder, path[0]):
            message = f"the page shows the picture '{target}', which is not in the site"
            found.append(_finding("missing-image", page, place, message))
    return sorted(found, key=lambda finding: finding.sort_key)


def _broken_links(
    address: str, page: Page, pages: dict[str, Page], folder: Path, base_url: str
) -> Iterator[Finding]:
    for target, place in page.links:
        inside = _inside(target, address, base_url)
        if inside is None:
            continue
        path, fragment = inside
        other = pages.get(path) or pages.get(f"{path.rstrip('/')}/index.html".lstrip("/"))
        if other is None and not _is_file(folder, path):
            message = f"the page links to '{target}', which is not in the site"
            yield _finding("broken-anchor", page, place, message)
        elif other is not None and fragment not in other.ids | ALWAYS_THERE:
            message = f"the page links to '{target}', and '#{fragment}' is not there"
            yield _finding("broken-anchor", page, place, message)


def _alt_text(page: Page) -> Iterator[Finding]:
    for target, place in page.without_alt:
        message = f"the picture '{PurePosixPath(target).name}' has no alt text"
        yield _finding("missing-alt-text", page, place, message, Severity.WARNING)


def _inside(target: str, address: str, base_url: str) -> tuple[str, str] | None:
    """The path within the site and the fragment that an address means; None if it leads out."""
    base = base_url.rstrip("/") + "/"
    if base_url and (target + "/").startswith(base):
        target = "/" + target.removeprefix(base.rstrip("/")).lstrip("/")
    parts = urlsplit(urljoin(SITE + address, target))
    if f"{parts.scheme}://{parts.netloc}/" != SITE:
        return None
    return unquote(parts.path.lstrip("/")), unquote(parts.fragment)


def _is_file(folder: Path, path: str) -> bool:
    return (folder / path).is_file() or (folder / path / "index.html").is_file()


def _finding(
    name: str, page: Page, place: Place, message: str, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(name, severity, page.path, place, message)
