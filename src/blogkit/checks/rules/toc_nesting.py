"""The contents list puts an entry below another one than the text puts its section.

Why: readers look for a section in the wrong place, or take it for part of another.
Bad: "The keynote" below "Monday" in the list, and below `## Tuesday` in the text.
Good: the same in both.
Fix: puts the entry, with those below it, where the text has it. It declines in lists that count up,
and where other lines stand between the entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.checks.toc import toc_of
from blogkit.checks.toc_edits import entry_moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.sections import Section
    from blogkit.checks.toc import Entry, Toc
    from blogkit.site import Document, Site

NAME = "toc-nesting"


def check(document: Document, site: Site) -> Iterator[Finding]:
    toc = toc_of(document.source) if document.source else None
    if toc is None or toc.is_flat or not toc.is_tidy:
        return
    told = set()
    for entry in toc.entries:
        section = toc.section(entry)
        if section is None or not _is_misplaced(entry, section, toc):
            continue
        parent = toc.parent(entry)
        pair = (parent.line if parent else 0, section.parent.line if section.parent else 0)
        if pair in told:
            continue
        told.add(pair)
        yield Finding(
            NAME,
            Severity.WARNING,
            document.path,
            entry.link.place,
            _message(entry, parent, section),
            (Evidence(document.path, section.heading.place, "the heading"),),
            fix=entry_moved(toc, entry, section),
        )


def _message(entry: Entry, parent: Entry | None, section: Section) -> str:
    in_list = f"below '{parent.link.text}'" if parent else "at the top"
    if section.parent:
        in_text = f"it stands below '{section.parent.heading.text}'"
    else:
        in_text = "it is a section of its own"
    return (
        f"the contents list puts '{entry.link.text}' {in_list}, but in the text {in_text}; "
        "put the entry where the text has it, or move the heading"
    )


def _is_misplaced(entry: Entry, section: Section, toc: Toc) -> bool:
    """Whether the list is the one that is wrong, and no other entry or heading is to blame."""
    parent = toc.parent(entry)
    above = toc.section(parent) if parent else None
    if parent and above is None:
        return False
    if _is_at(section, above) or (section.parent and section.parent.line not in toc.listed):
        return False
    if entry.depth != section.depth:
        return not _may_have_slipped(entry, section, toc)
    return not any(each and _is_odd(each, toc) for each in (above, section.parent))


def _is_at(section: Section, above: Section | None) -> bool:
    return (section.parent.line if section.parent else 0) == (above.line if above else 0)


def _is_odd(section: Section, toc: Toc) -> bool:
    """Whether list and text put the section at different depths."""
    return any(
        entry.depth != section.depth for entry in toc.entries if toc.section(entry) is section
    )


def _may_have_slipped(entry: Entry, section: Section, toc: Toc) -> bool:
    """Whether the heading's level is in doubt: its words stand at another level too, or the
    sections in it are not those that the list puts below the entry."""
    words = section.heading.text.casefold()
    if any(
        each.depth != section.depth and each.heading.text.casefold() == words
        for each in toc.sections
    ):
        return True
    in_list = {each.heading.place.line for each in toc.block(entry)[1:] if each.heading}
    in_text = {
        each.line
        for each in toc.sections
        if each.parent and each.parent.line == section.line and each.line in toc.listed
    }
    direct = {
        each.heading.place.line
        for each in toc.block(entry)[1:]
        if each.heading and each.depth == entry.depth + 1
    }
    return bool(in_text - in_list) or bool(direct - in_text)
