"""Two headings have the same words, and so the same anchor.

Why: the later one gets a number behind its anchor, and another number when the first is moved or
goes; links to it then lead to another section. Readers of the contents list see the same words
twice.
Bad: `### Extras` below `## Monday` and again below `## Tuesday`.
Good: `### Extras` and `### Tuesday: Extras`, or a name such as `(extras-tuesday)=` on the line
before the later one.
Fix: puts the parent's words before those of every heading but the first, and lets the links on this
page follow. It declines where there is no parent, where that makes no new anchor, and where other
pages link to the heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils.nodes import make_id
from myst_parser.slugs import github_slugify

from blogkit.checks.edits import new_target, part_at
from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.lost import names_of_headings
from blogkit.checks.sections import written_words
from blogkit.checks.toc import outline_of, toc_of
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.sections import Section
    from blogkit.site import Document, Site
    from blogkit.sources import Heading, Link, Source

NAME = "duplicate-heading"


def linked_from(site: Site, docname: str, fragment: str) -> bool:
    """Whether another document links to a fragment of this name, on whatever page."""
    return bool(_linking(site).get(fragment, frozenset()) - {docname})


ANSWERERS = {"linked-from": linked_from}


@lru_cache(maxsize=4)
def _linking(site: Site) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for document in site.documents.values():
        for fragment in document.linked_fragments:
            found.setdefault(fragment, set()).add(document.docname)
    return found


@dataclass(frozen=True)
class Renaming:
    """A heading with the words it is to have, and what to write for that."""

    heading: Heading
    words: str
    edit: Edit


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    for headings in _groups(source) if source else ():
        second = headings[1]
        renamings = _renamings(headings, source) if source else []
        proposed = f"name it '{renamings[0].words}'" if renamings else "give each its own words"
        alike = "has the words" if second.text == headings[0].text else "would have the anchor"
        message = (
            f"the heading '{second.text}' {alike} of the one on line {headings[0].place.line}, so "
            f"its anchor is '#{second.anchor}', and another one when that goes; {proposed}"
        )
        evidence = tuple(
            Evidence(document.path, each.place, f"its anchor is '#{each.anchor}'")
            for each in headings
            if each is not second
        )
        fix = _fix(renamings, document, site)
        yield Finding(
            NAME, Severity.WARNING, document.path, second.place, message, evidence, fix=fix
        )


def _groups(source: Source) -> list[list[Heading]]:
    """Headings with one slug; those that have a name of their own need none."""
    named = names_of_headings(source)
    groups: dict[str, list[Heading]] = {}
    for heading in source.headings:
        is_first = heading.slug not in groups
        if heading.slug and (is_first or heading.place.line not in named):
            groups.setdefault(heading.slug, []).append(heading)
    return [each for each in groups.values() if len(each) > 1]


def _renamings(headings: Sequence[Heading], source: Source) -> list[Renaming]:
    """A new name for each heading but the first; none if one of them cannot have one."""
    sections = {each.line: each for each in outline_of(source)}
    given = {each.readable for each in headings[1:]}  # what the new words would give too
    slugs = {each.anchor for each in source.headings} | (source.anchors - given)
    found = []
    for heading in headings[1:]:
        section = sections.get(heading.place.line)
        renaming = _renaming(section, source) if section else None
        slug = github_slugify(renaming.words) if renaming else ""
        if renaming is None or slug in slugs or make_id(renaming.words) in slugs:
            return []
        slugs |= {slug, make_id(renaming.words)}
        found.append(renaming)
    return found


def _renaming(section: Section, source: Source) -> Renaming | None:
    above = written_words(section.parent.heading, source) if section.parent else None
    own = written_words(section.heading, source)
    place = part_at(section.heading.place, own, source) if own else None
    if above is None or own is None or place is None:
        return None
    start = Place(place.line, place.column, place.line, place.column)
    edit = Edit(source.path, start, f"{above}: ")
    parent = section.parent.heading.text if section.parent else ""
    return Renaming(section.heading, f"{parent}: {section.heading.text}", edit)


def _fix(renamings: Sequence[Renaming], document: Document, site: Site) -> Fix | None:
    source = document.source
    anchors = [each.heading.anchor for each in renamings]
    if not anchors or source is None:
        return None
    if any(site.ask("linked-from", document.docname, anchor) for anchor in anchors):
        return None
    edits = [each.edit for each in renamings]
    for link in source.links:
        following = _following(link, renamings, source)
        fix = new_target(link, following, source) if following else None
        if following and fix is None:
            return None
        edits += fix.edits if fix else ()
    return Fix(tuple(edits))


def _following(link: Link, renamings: Sequence[Renaming], source: Source) -> str:
    """Where a link has to lead once the headings have their new names; empty if to the same."""
    toc = toc_of(source)
    entry = toc.entry_of(link) if toc else None
    for renaming in renamings:
        is_meant = entry is not None and entry.heading is renaming.heading
        if is_meant or link.target == f"#{renaming.heading.anchor}":
            return f"#{github_slugify(renaming.words)}"
    return ""
