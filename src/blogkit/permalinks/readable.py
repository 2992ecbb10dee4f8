"""Sections get anchors that can be read, in front of those that docutils merely numbers.

The first anchor of a section is its permalink: the copy button, contents lists and links use it.
All others stay, so that links to `#id1` lead where they led.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.slugs import github_slugify, unique_slug

from blogkit.links import COUNTER_ID
from blogkit.sources.readable import Slugged, readable_anchors

if TYPE_CHECKING:
    from collections.abc import Callable


def name_sections(doctree: nodes.document, slugify: Callable[[str], str] | None) -> dict[str, str]:
    """Give each section its readable anchor; returns which permalinks are others now."""
    sections = [each for each in doctree.findall(nodes.section) if each.get("ids")]
    seen: set[str] = set()
    slugged = [_slugged(each, slugify or github_slugify, seen) for each in sections]
    pairs = zip(sections, readable_anchors(slugged), strict=True)
    renamed = (_renamed(section, name, doctree) for section, name in pairs)
    return {first: name for first, name in renamed if name}


def _renamed(section: nodes.section, name: str, doctree: nodes.document) -> tuple[str, str]:
    """The permalink that a section had, and the one that it has now instead, if it has."""
    first = section["ids"][0]
    if not name or name == first or any(map(str.isspace, name)):
        return first, ""
    is_number = bool(COUNTER_ID.fullmatch(first))
    if doctree.ids.setdefault(name, section) is not section:
        if not is_number:
            return first, ""
        name = unique_slug(name, doctree.ids)
        doctree.ids[name] = section
    section["ids"] = [each for each in section["ids"] if each != name]
    section["ids"].insert(0 if is_number else 1, name)
    return first, name if is_number else ""


def lead_to(moved: dict[str, str], doctree: nodes.document) -> None:
    """Let links within the page, and what MyST knows of its headings, name the new permalinks."""
    for reference in doctree.findall(nodes.reference):
        if reference.get("refid") in moved:
            reference["refid"] = moved[reference["refid"]]
    slugs = getattr(doctree, "myst_slugs", {})  # the same object as in the environment
    for slug, (line, anchor, text) in list(slugs.items()):
        slugs[slug] = (line, moved.get(anchor, anchor), text)
    for section in doctree.findall(nodes.section):
        for name in section["ids"][:2]:
            if section.get("slug") in slugs and name not in slugs:
                line, _, text = slugs[section["slug"]]
                slugs[name] = (line, name, text)


def _slugged(section: nodes.section, slugify: Callable[[str], str], seen: set[str]) -> Slugged:
    """A section as its heading was: MyST has given it an anchor, or it is given one here."""
    title = next(iter(section.findall(nodes.title)), None)
    slug = slugify(title.astext()) if title is not None else ""
    anchor = section.get("slug") or (unique_slug(slug, seen) if slug else "")
    seen.add(anchor)
    if not anchor.startswith(slug):
        slug = anchor
    return Slugged(_depth(section), slug, anchor)


def _depth(section: nodes.section) -> int:
    depth = 0
    node: nodes.Element | None = section
    while node is not None:
        depth += isinstance(node, nodes.section)
        node = node.parent
    return depth
