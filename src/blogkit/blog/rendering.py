"""A post's excerpt or full text as HTML, rendered once and shown on any page.

Resolving references is what costs. So the text is rendered as it is on the post's own page, where
its relative links are right, and only its addresses are fitted to each page that shows it. (ABlog
resolves anew for each page, as if the text had been written there: ablog/blog.py:426-432.)
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging
from sphinx.util.osutil import relative_uri

from blogkit.languages.speech import speech_of
from blogkit.languages.written import language_of_document
from blogkit.taking_apart import take_apart
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from lxml.html import HtmlElement
    from sphinx.application import Sphinx

    from blogkit.traces import Question

ADDRESS_ATTRIBUTES = ("href", "src", "poster")
MARK = "blogkit-address-{}-"
MARKS = re.compile(MARK.format(r"(\d+)"))
SOURCE_END = re.compile("</source>")  # libxml2 does not know that it is empty
# What a builder knows of the page that it writes.
PAGE_STATE = ("current_docname", "secnumbers", "fignumbers", "imgpath", "dlpath", "add_permalinks")
# Where a builder gathers the files that the page needs, as far as it does.
FILES = ("images", "copies")


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML in *pieces*, between them *addresses* as seen from the site's root.

    *questions* are what was asked while it was rendered, *files* what has to be published for it
    (see FILES): each page that shows it asks them too, and needs them.
    """

    pieces: tuple[str, ...]
    addresses: tuple[str, ...]
    questions: frozenset[Question]
    files: Mapping[str, Mapping[str, str]]

    def on(self, here: str, *, pictures_from: str = "") -> str:
        """The HTML for the page with the address *here*; pictures by an absolute URL if given."""
        parts = [self.pieces[0]]
        for address, piece in zip(self.addresses, self.pieces[1:], strict=True):
            if pictures_from and address.startswith("_images/"):
                parts.append(escape(urljoin(pictures_from, address)))
            else:
                parts.append(escape(relative_to(here, address)))
            parts.append(piece)
        return "".join(parts)


def relative_to(here: str, address: str) -> str:
    """*address*, which is relative to the site's root, as it is written on the page *here*."""
    if _leads_away(address):
        return address
    path, mark, fragment = address.partition("#")
    relative = relative_uri(here, path)
    return relative + mark + fragment if relative or fragment else "#"


def render(
    app: Sphinx, docname: str, text: nodes.document, *, drop_titles: int, is_excerpt: bool
) -> Rendered:
    """Resolve and render *text*, which is the document's or a part of it, and is used up by that.

    What is wrong in it has been told at the page itself.
    """
    traces, speech = traces_of(app), speech_of(app)
    outer, traces.asked = traces.asked, set()
    try:
        with suppress_logging(), speech.turned_to(language_of_document(app, docname)):
            app.env.resolve_references(text, docname, app.builder)
            html, files = _translate(app, docname, text)
            take_apart(text)
        questions = frozenset(traces.asked)
    finally:
        traces.asked = outer
    here = app.builder.get_target_uri(docname)
    pieces, addresses = _split(html, here, drop_titles, is_excerpt)
    return Rendered(pieces, addresses, questions, files)


def document_of(app: Sphinx, docname: str, children: list[nodes.Element]) -> nodes.document:
    """A document of these children, with the settings that pages are rendered with."""
    document = new_document(app.env.doc2path(docname).as_posix())
    document.settings.env = app.env
    document += children
    return document


def _translate(
    app: Sphinx, docname: str, text: nodes.document
) -> tuple[str, Mapping[str, Mapping[str, str]]]:
    builder: Any = app.builder
    text.settings = builder.docsettings
    with _on_page(builder, docname):
        builder.post_process_images(text)  # a scaled picture gets a link to the whole one
        visitor = builder.create_translator(text, builder)
        text.walkabout(visitor)
        files = {name: getattr(builder, name) for name in FILES if hasattr(builder, name)}
    return "".join(visitor.fragment), files


@contextmanager
def _on_page(builder: Any, docname: str) -> Iterator[None]:
    """Let the builder write as if on this page (sphinx/builders/html: write_doc)."""
    state = (*PAGE_STATE, *FILES)
    before = {name: getattr(builder, name) for name in state if hasattr(builder, name)}
    here = builder.get_target_uri(docname)
    builder.current_docname = docname
    builder.secnumbers = builder.env.toc_secnumbers.get(docname, {})
    builder.fignumbers = builder.env.toc_fignumbers.get(docname, {})
    builder.imgpath = relative_uri(here, "_images")
    builder.dlpath = relative_uri(here, "_downloads")
    builder.add_permalinks = False
    for name in FILES:
        if name in before:
            setattr(builder, name, {})
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(builder, name, value)


def _split(
    html: str, here: str, drop_titles: int, is_excerpt: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for title in list(root.iter("h1"))[:drop_titles]:
        title.drop_tree()
    addresses: list[str] = []
    for element in root.iter(lxml.etree.Element):
        if is_excerpt:  # it may be shown twice on a page
            element.attrib.pop("id", None)
        _mark_addresses(element, here, addresses)
    marked = escape(root.text or "", quote=False) + "".join(
        lxml.html.tostring(child, encoding="unicode") for child in root
    )
    pieces = MARKS.split(SOURCE_END.sub("", marked))
    in_order = tuple(addresses[int(number)] for number in pieces[1::2])
    return tuple(pieces[::2]), in_order


def _mark_addresses(element: HtmlElement, here: str, addresses: list[str]) -> None:
    for attribute in ADDRESS_ATTRIBUTES:
        written = element.get(attribute)
        if written is not None:
            element.set(attribute, _marked(written, here, addresses))
    candidates = element.get("srcset")
    if candidates:  # of our own pictures, or of raw HTML: an address with a comma in it is quoted
        parts = (part.strip().partition(" ") for part in candidates.split(", "))
        marked = (f"{_marked(each, here, addresses)} {size}" for each, _, size in parts)
        element.set("srcset", ", ".join(each.strip() for each in marked))


def _marked(written: str, here: str, addresses: list[str]) -> str:
    if _leads_away(written):
        return written
    addresses.append(urljoin(here, written) if written else here)
    return MARK.format(len(addresses) - 1)


def _leads_away(address: str) -> bool:
    """Whether it has a scheme, or begins at the top of some site."""
    return bool(urlsplit(address).scheme) or address.startswith("/")
