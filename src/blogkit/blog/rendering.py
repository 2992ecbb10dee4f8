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

from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from lxml.html import HtmlElement
    from sphinx.application import Sphinx

    from blogkit.traces import Question

ADDRESS_ATTRIBUTES = ("href", "src", "poster")
MARK = "blogkit-address-{}-"
MARKS = re.compile(MARK.format(r"(\d+)"))
# What a builder knows of the page that it writes.
PAGE_STATE = ("current_docname", "secnumbers", "fignumbers", "imgpath", "dlpath", "add_permalinks")


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML in *pieces*, between them *addresses* as seen from the site's root.

    *questions* are what was asked while it was rendered: each page that shows it asks them too.
    """

    pieces: tuple[str, ...]
    addresses: tuple[str, ...]
    questions: frozenset[Question]

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
    """Resolve and render *text*, which is the document's or a part of it.

    What is wrong in it has been told at the page itself.
    """
    traces = traces_of(app)
    outer, traces.asked = traces.asked, set()
    try:
        with suppress_logging():
            app.env.resolve_references(text, docname, app.builder)
            html = _translate(app, docname, text)
        questions = frozenset(traces.asked)
    finally:
        traces.asked = outer
    return _split(html, app.builder.get_target_uri(docname), drop_titles, is_excerpt, questions)


def document_of(app: Sphinx, docname: str, children: list[nodes.Element]) -> nodes.document:
    """A document of these children, with the settings that pages are rendered with."""
    document = new_document(app.env.doc2path(docname).as_posix())
    document.settings.env = app.env
    document += children
    return document


def _translate(app: Sphinx, docname: str, text: nodes.document) -> str:
    builder: Any = app.builder
    text.settings = builder.docsettings
    with _on_page(builder, docname):
        builder.post_process_images(text)  # a scaled picture gets a link to the whole one
        visitor = builder.create_translator(text, builder)
        text.walkabout(visitor)
    return "".join(visitor.fragment)


@contextmanager
def _on_page(builder: Any, docname: str) -> Iterator[None]:
    """Let the builder write as if on this page (sphinx/builders/html: write_doc)."""
    before = {name: getattr(builder, name) for name in PAGE_STATE if hasattr(builder, name)}
    here = builder.get_target_uri(docname)
    builder.current_docname = docname
    builder.secnumbers = builder.env.toc_secnumbers.get(docname, {})
    builder.fignumbers = builder.env.toc_fignumbers.get(docname, {})
    builder.imgpath = relative_uri(here, "_images")
    builder.dlpath = relative_uri(here, "_downloads")
    builder.add_permalinks = False
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(builder, name, value)


def _split(
    html: str, here: str, drop_titles: int, is_excerpt: bool, questions: frozenset[Question]
) -> Rendered:
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
    pieces = MARKS.split(marked)
    in_order = tuple(addresses[int(number)] for number in pieces[1::2])
    return Rendered(tuple(pieces[::2]), in_order, questions)


def _mark_addresses(element: HtmlElement, here: str, addresses: list[str]) -> None:
    for attribute in ADDRESS_ATTRIBUTES:
        written = element.get(attribute)
        if written is not None and not _leads_away(written):
            element.set(attribute, MARK.format(len(addresses)))
            addresses.append(urljoin(here, written) if written else here)


def _leads_away(address: str) -> bool:
    """Whether it has a scheme, or begins at the top of some site."""
    return bool(urlsplit(address).scheme) or address.startswith("/")
