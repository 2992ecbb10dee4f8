"""The contents list leaves a section out.

Why: readers who look for it there think that the post does not have it.
Bad: `- [Monday](#monday)` alone, above `## Monday` and `## Tuesday`.
Good: an entry for each of them. Deeper headings are asked for only where the list names others of
their depth.
Fix: adds the entries, with the bullets, the indent and the kind of anchors that the list has. It
declines where a heading is more than words, or the lines around hold more than entries.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.checks.toc import toc_of
from blogkit.checks.toc_edits import entries_added

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.sections import Section
    from blogkit.checks.toc import Toc
    from blogkit.site import Document, Site

NAME = "toc-missing-heading"
SHOWN = 3  # headings named in a message; of the others, the number


def check(document: Document, site: Site) -> Iterator[Finding]:
    toc = toc_of(document.source) if document.source else None
    if toc is None or not _lists_the_outermost(toc):
        return
    for missing in _missing(toc):
        fix = entries_added(toc, [each for first in missing for each in _with_children(first, toc)])
        further = (
            Evidence(document.path, each.heading.place, "left out too") for each in missing[1:]
        )
        place = missing[0].heading.place
        message = _message(missing)
        yield Finding(NAME, Severity.WARNING, document.path, place, message, (*further,), fix=fix)


def _message(missing: list[Section]) -> str:
    names = [f"'{each.heading.text}'" for each in missing]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    below = missing[0].parent
    where = f"below '{below.heading.text}', " if below else ""
    entries = "an entry for each" if len(names) > 1 else "an entry for it"
    return f"{where}the contents list leaves out {', '.join(names[:SHOWN])}{more}; add {entries}"


def _missing(toc: Toc) -> Iterator[list[Section]]:
    """Sections that ought to be listed: one by one at the top, together below one parent."""
    unlisted = [each for each in toc.expected if each.line not in toc.listed]
    for section in unlisted:
        if section.parent is None:
            yield [section]
    deeper = [each for each in unlisted if each.parent and each.parent.line in toc.listed]
    deeper.sort(key=_line_of_parent)
    for _, group in groupby(deeper, key=_line_of_parent):
        children = [*group]
        if children[0].parent and _wants_children(children[0].parent, toc):
            yield children


def _line_of_parent(section: Section) -> int:
    return section.parent.line if section.parent else 0


def _lists_the_outermost(toc: Toc) -> bool:
    """Whether it is a list of the post's sections, rather than of a few that are worth a link."""
    outermost = [each for each in toc.expected if each.parent is None]
    listed = [each for each in outermost if each.line in toc.listed]
    return len(listed) >= (1 if toc.contents_heading else len(outermost) / 2)


def _wants_children(parent: Section, toc: Toc) -> bool:
    """Whether the list names what is in this section, or in most sections of its depth."""
    parents = {
        each.parent.line: each.parent
        for each in toc.expected
        if each.parent and each.parent.depth == parent.depth and each.parent.line in toc.listed
    }
    naming = {
        each.parent.line for each in toc.expected if each.parent and each.line in toc.listed
    } & parents.keys()
    return parent.line in naming or (bool(naming) and 2 * len(naming) >= len(parents))


def _with_children(section: Section, toc: Toc) -> Iterator[Section]:
    """The section and those in it that would be asked for once it is listed."""
    yield section
    children = [each for each in toc.expected if each.parent and each.parent.line == section.line]
    if children and _wants_children(section, toc):
        for child in children:
            if child.line not in toc.listed:
                yield from _with_children(child, toc)
