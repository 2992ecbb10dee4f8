"""Pages and feeds taken apart.

By lxml, which takes a millisecond for what Python's own parser takes ten. It knows lines, and no
columns: the place that counts is the author's.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from lxml import etree

from blogkit.checks.built_files import KEPT, SCHEME, BuiltFile, Pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blogkit.checks.built_files import Addresses

Found = tuple[str, int]  # an address as written, and its line

# Where HTML keeps the addresses of pages and files, and those of pictures.
LINKS = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("script", "iframe", "audio", "video", "embed", "track"), "src"),
    "object": "data",
}
PICTURES = {"img": "src", "video": "poster"}
PICTURE_SETS = {"img": "srcset", "source": "srcset"}
META = "meta"
POINTING = tuple({*LINKS, *PICTURES, *PICTURE_SETS, META})
PREVIEWS = frozenset({("property", "og:image"), ("name", "twitter:image"), ("name", "og:image")})
IDS = etree.XPath("//@id | //a/@name", smart_strings=False)
READ = ("main", "article")
CANDIDATE = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^\s,]+)*\s*(?:,|$)")  # of a srcset
FORWARD = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
POSTS = 500  # which are kept in mind, with what they point to
ATOM = "{http://www.w3.org/2005/Atom}"


def read_page(data: bytes, address: str, addresses: Addresses) -> BuiltFile:
    """What a page shows and points to."""
    root = _parsed(data)
    if root is None:
        return BuiltFile(address)
    # One walk for all of these: every other takes a quarter of the time of parsing.
    elements = [*root.iter(*POINTING)]
    links, pictures = _pointing(elements)
    return BuiltFile(
        address,
        ids=frozenset(map(intern, IDS(root))),
        links=_within(links, address, addresses),
        pictures=_within(pictures, address, addresses),
        without_alt=tuple(_without_alt(elements, address, addresses)),
    )


def read_atom(data: bytes, address: str, addresses: Addresses) -> BuiltFile:
    """What the entries of an Atom feed point to."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = _tree(data, parser)
    contents, links = [], []
    for entry in root.iter(f"{ATOM}entry") if root is not None else ():
        links += [(each.get("href", ""), each.sourceline) for each in entry.iter(f"{ATOM}link")]
        contents += [each.text or "" for each in entry.iter(f"{ATOM}content", f"{ATOM}summary")]
    return _feed(contents, links, address, addresses)


def read_json_feed(data: bytes, address: str, addresses: Addresses) -> BuiltFile:
    """What the items of a JSON feed point to."""
    try:
        feed: Any = json.loads(data)
        items = [each for each in feed["items"] if isinstance(each, dict)]
    except (ValueError, KeyError, TypeError):  # some other file of this name
        return BuiltFile(address)
    contents = [str(each.get("content_html", "")) for each in items]
    return _feed(contents, [(str(each.get("url", "")), 1) for each in items], address, addresses)


def _feed(
    contents: Iterable[str], links: list[Found], address: str, addresses: Addresses
) -> BuiltFile:
    pictures: list[Found] = []
    for its_links, its_pictures in map(_pointing_in, contents):
        links += its_links
        pictures += its_pictures
    everything = (*links, *pictures)
    relative = [each for each in everything if not SCHEME.match(each[0].strip())]
    return BuiltFile(
        address,
        links=_within(_absolute(links), address, addresses),
        pictures=_within(_absolute(pictures), address, addresses),
        relative=tuple(Pointer(written, "", "", line) for written, line in dict(relative).items()),
    )


@lru_cache(maxsize=POSTS)
def _pointing_in(content: str) -> tuple[list[Found], list[Found]]:
    """What a post points to; it is in the feeds of all its labels."""
    root = _parsed(content.encode(errors="replace")) if "<" in content else None
    return ([], []) if root is None else _pointing(root.iter(*POINTING))


def _absolute(found: Iterable[Found]) -> list[Found]:
    return [each for each in found if SCHEME.match(each[0].strip())]


def _parsed(data: bytes) -> etree._Element | None:
    return _tree(data, etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))


def _tree(data: bytes, parser: etree.HTMLParser | etree.XMLParser) -> etree._Element | None:
    """What the parser makes of a file; None if there is nothing in it."""
    try:
        return etree.fromstring(data, parser) if data.strip() else None
    except etree.LxmlError:
        return None


def _pointing(elements: Iterable[etree._Element]) -> tuple[list[Found], list[Found]]:
    links: list[Found] = []
    pictures: list[Found] = []
    for element in elements:
        name, line = str(element.tag), element.sourceline or 1
        if name in LINKS and (link := element.get(LINKS[name])) is not None:
            links.append((link, line))
        if name in PICTURES and (picture := element.get(PICTURES[name])) is not None:
            pictures.append((picture, line))
        if name in PICTURE_SETS and (candidates := element.get(PICTURE_SETS[name])):
            pictures += [(each, line) for each in CANDIDATE.findall(candidates)]
        if name == META:
            _add_meta(element, links, pictures)
    return links, pictures


def _add_meta(element: etree._Element, links: list[Found], pictures: list[Found]) -> None:
    """What a page shows when it is shared, and where it forwards its readers."""
    content, line = element.get("content", ""), element.sourceline or 1
    if not PREVIEWS.isdisjoint(element.items()):
        pictures.append((content, line))
    forward = (
        FORWARD.search(content) if element.get("http-equiv", "").lower() == "refresh" else None
    )
    if forward:
        links.append((forward[1], line))


def _within(found: Iterable[Found], address: str, addresses: Addresses) -> tuple[Pointer, ...]:
    """Those that stay within the site, each once, where it first stands.

    Most of them are on many pages: in memory, and in what is kept, each is there once.
    """
    first: dict[str, int] = {}
    for written, line in found:
        first.setdefault(written, line)
    pointers = []
    for written, line in first.items():
        meant = addresses.within(written, address)
        if meant is not None:
            path, fragment = meant
            pointers.append(_pointer(written, path, fragment, line))
    return tuple(pointers)


@lru_cache(maxsize=KEPT)
def _pointer(written: str, path: str, fragment: str, line: int) -> Pointer:
    return Pointer(intern(written), intern(path), intern(fragment), line)


def _without_alt(
    elements: Iterable[etree._Element], address: str, addresses: Addresses
) -> Iterator[Pointer]:
    """An empty alt is right for what decorates: the theme's own, or what the author marked."""
    for picture in elements:
        if picture.tag != "img":
            continue
        alt, marks = picture.get("alt"), picture.get("class", "").split()
        if alt is None or not (alt.strip() or "decorative" in marks or _decorates(picture)):
            written = picture.get("src", "")
            meant = addresses.within(written, address) or ("", "")
            yield Pointer(written, *meant, picture.sourceline)


def _decorates(picture: etree._Element) -> bool:
    """Whether it stands outside of all that is read."""
    return next(picture.iterancestors(*READ), None) is None
