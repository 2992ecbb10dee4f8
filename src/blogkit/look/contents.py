"""A page's contents list: the author's own, where there is one, or that of its headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

from blogkit.sources.contents import CONTENTS_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_HEADINGS = 4  # the title and three others: less is seen at a glance
UNSEEN = (nodes.comment, nodes.target)


@dataclass(frozen=True)
class Contents:
    """A contents list as HTML, what it is called, and the id by which links find the author's."""

    title: str
    html: str
    id: str = ""


def written_contents(doctree: nodes.document, body: str) -> tuple[Contents | None, str]:
    """The author's list, if a section is nothing but that; and the body without it."""
    for section in _sections(doctree):
        cut = _cut(section, body) if _is_contents(section) else None
        if cut:
            html, rest = cut
            return Contents(section[0].astext(), html, section["ids"][0]), rest
    return None, body


def contents_of_headings(toc: str, headings: int) -> Contents | None:
    """The list that Sphinx makes of a page's headings, if it has enough of them."""
    return Contents(_("On this page"), toc) if headings >= FEWEST_HEADINGS else None


def _sections(element: nodes.Element) -> Iterator[nodes.section]:
    """All sections, as they stand in the document. No line of text has any in it."""
    for child in element.children:
        if isinstance(child, nodes.section):
            yield child
        if isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            yield from _sections(child)


def _is_contents(section: nodes.section) -> bool:
    shown = [each for each in section.children if not isinstance(each, UNSEEN)]
    kinds = [type(each) for each in shown]
    if kinds != [nodes.title, nodes.bullet_list] or len(section["ids"]) != 1:
        return False
    is_named = CONTENTS_HEADING.fullmatch(shown[0].astext().strip(" :"))
    return bool(is_named) and all(_leads_within_page(each) for each in _links(shown[1]))


def _links(entries: nodes.Node) -> Iterator[nodes.reference]:
    yield from entries.findall(nodes.reference)


def _leads_within_page(link: nodes.reference) -> bool:
    return "refid" in link or str(link.get("refuri", "")).startswith("#")


def _cut(section: nodes.section, body: str) -> tuple[str, str] | None:
    """The list and all that is around its section; None if it is not written as expected."""
    end = "</section>"
    start = body.find(f'<section id="{section["ids"][0]}"')
    stop = body.find(end, start)
    inside = body[start:stop]
    first, last = inside.find("<ul"), inside.rfind("</ul>")
    if min(start, stop, first, last) < 0:
        return None
    return inside[first : last + len("</ul>")], body[:start] + body[stop + len(end) :]
