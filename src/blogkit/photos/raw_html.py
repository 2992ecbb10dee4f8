"""Pictures in raw HTML, which Sphinx leaves alone: it would neither publish nor size them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from docutils import nodes

from blogkit.photos.showing import BUILDERS, IS_FIRST, Written, html_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

WRITTEN_ANEW = frozenset(
    {
        *("src", "srcset", "sizes", "width", "height", "loading", "fetchpriority"),
        *("decoding", "class"),
    }
)
URIS = "blogkit-uris"  # of the pictures in a piece of raw HTML, in order; empty for a remote one


@dataclass(frozen=True, slots=True)
class RawImage:
    """An `<img>`, from offset *start* to *end*."""

    start: int
    end: int
    attributes: Mapping[str, str]


def images_in(html: str) -> tuple[RawImage, ...]:
    """All `<img>` in a piece of HTML, complete or not, except where the author wrote a `<picture>`."""
    if "<img" not in html.lower():
        return ()
    parser = _Parser(html)
    parser.feed(html)
    parser.close()
    return tuple(parser.images)


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.images: list[RawImage] = []
        self._depth = 0
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "picture"
        if tag != "img" or self._depth > 0:
            return
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        end = start + len(self.get_starttag_text() or "")
        values = {name: value or "" for name, value in attrs}
        self.images.append(RawImage(start, end, values))

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "picture"


def pieces_of(doctree: nodes.Node) -> Iterator[nodes.raw]:
    """The pieces of raw HTML."""
    for raw in doctree.findall(nodes.raw):
        if "html" in raw.get("format", "").split():
            yield raw


def register(app: Sphinx, doctree: nodes.document) -> None:
    """Make known which pictures the document's raw HTML shows, as Sphinx does with its images."""
    env, docname = app.env, app.env.current_document.docname
    for raw in pieces_of(doctree):
        uris = [uri_of(each.attributes.get("src", ""), docname) for each in images_in(raw.astext())]
        for uri in filter(None, uris):
            env.note_dependency(uri)
        raw[URIS] = [uri if uri and Path(app.srcdir, uri).is_file() else "" for uri in uris]
        for uri in filter(None, raw[URIS]):
            env.images.add_file(docname, uri)


def uri_of(address: str, docname: str) -> str:
    """The file within the blog's folder that an address on a page means; empty if it leads out."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    path = unquote(parts.path)
    folder = "" if path.startswith("/") else posixpath.dirname(docname)
    uri = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    return "" if uri.startswith("..") or "\0" in uri else uri


def visit_raw(app: Sphinx, translator: Any, node: nodes.raw) -> None:
    """Write the HTML with its pictures as all others are."""
    if app.builder.name in BUILDERS and any(node.get(URIS, ())):
        node[:] = [nodes.Text(_with_pictures(app, node))]
    type(translator).visit_raw(translator, node)


def _with_pictures(app: Sphinx, node: nodes.raw) -> str:
    html, parts, done = node.astext(), [], 0
    is_first = IS_FIRST in node
    for image, uri in zip(images_in(html), node[URIS], strict=False):
        if uri:
            parts += [html[done : image.start], html_of(app, _written(image, uri, node, is_first))]
            done, is_first = image.end, False
    return "".join([*parts, html[done:]])


def _written(image: RawImage, uri: str, node: nodes.raw, is_first: bool) -> Written:
    kept = {name: each for name, each in image.attributes.items() if name not in WRITTEN_ANEW}
    return Written(
        uri=uri,
        attributes={"alt": "", **kept},
        classes=tuple(image.attributes.get("class", "").split()),
        options={name: image.attributes.get(name, "") for name in ("width", "height")},
        is_first=is_first,
        place=node,
    )
