"""The contents list that an author keeps by hand: its entries, and the headings they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from blogkit.checks.lost import attached_targets, nearest, successor_in
from blogkit.checks.sections import Section, sections
from blogkit.sources.contents import CONTENTS_HEADING

if TYPE_CHECKING:
    from blogkit.sources import Heading, Link, Source

MARKER = re.compile(r"(?P<lead>[ \t>]*)(?P<bullet>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)")
# Marks between which other tools write the list: what stands there may be written anew.
BEGIN_MARK = re.compile(r"toc|start doctoc\b.*|mdtoc|tocstart|begin toc", re.IGNORECASE | re.DOTALL)
END_MARK = re.compile(
    r"/toc|tocstop|end doctoc\b.*|/mdtoc|tocend|end toc|toc", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: *depth* 0 is the outermost.

    *heading* is the one it leads to, or, where it *is_dead*, was most likely to lead to. An entry
    *is_plain* if its line holds nothing but a bullet and the link.
    """

    position: int
    link: Link
    depth: int
    heading: Heading | None
    is_dead: bool
    is_plain: bool
    marker: str

    @property
    def line(self) -> int:
        return self.link.place.line


@dataclass(frozen=True)
class Toc:
    """The contents list of *source*; it *is_named* if it stands under a heading that says so."""

    source: Source
    entries: tuple[Entry, ...]
    contents_heading: Heading | None

    @cached_property
    def listed(self) -> frozenset[int]:
        """The lines of the headings that have an entry."""
        return frozenset(each.heading.place.line for each in self.entries if each.heading)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections but the one that the list stands in."""
        listed = [each.heading for each in self.entries if each.heading]
        found = sections(self.source, listed)
        own = self.contents_heading
        return tuple(each for each in found if each.heading is not own)

    @cached_property
    def expected(self) -> tuple[Section, ...]:
        """The sections that the list might name: those after it that can be linked to."""
        last = self.entries[-1].line
        return tuple(each for each in self.sections if each.line > last and each.heading.anchor)

    @cached_property
    def below(self) -> dict[int, list[Section]]:
        """The expected sections by the line of the heading that they stand below, or 0."""
        found: dict[int, list[Section]] = defaultdict(list)
        for section in self.expected:
            found[section.parent.line if section.parent else 0].append(section)
        return dict(found)

    @cached_property
    def by_line(self) -> dict[int, Section]:
        """The sections by the lines of their headings."""
        return {each.line: each for each in self.sections}

    def section(self, entry: Entry) -> Section | None:
        """The section that an entry stands for."""
        return self.by_line.get(entry.heading.place.line) if entry.heading else None

    @cached_property
    def is_flat(self) -> bool:
        """Whether no entry stands below another."""
        return not any(each.depth for each in self.entries)

    @cached_property
    def is_tidy(self) -> bool:
        """Whether its entries stand on consecutive lines, one on each, with nothing else."""
        first, last = self.entries[0].line, self.entries[-1].line
        written = sum(1 for line in self.source.lines[first - 1 : last] if line.strip())
        lines = {each.line for each in self.entries if each.marker}
        return written == len(lines) == len(self.entries)

    @cached_property
    def is_generated(self) -> bool:
        """Whether it stands between the marks of a tool that writes such lists."""
        first, last = self.entries[0].line, self.entries[-1].line
        comments = [(each.place.line, each.text.strip()) for each in self.source.comments]
        before = [text for line, text in comments if line < first]
        after = [text for line, text in comments if line > last]
        marks = (before[-1:], BEGIN_MARK), (after[:1], END_MARK)
        return all(text and mark.fullmatch(text[0]) for text, mark in marks)

    def entry_of(self, link: Link) -> Entry | None:
        return next((each for each in self.entries if each.link is link), None)

    def parent(self, entry: Entry) -> Entry | None:
        """The entry below which this one stands."""
        return self._parents[entry.position]

    @cached_property
    def _parents(self) -> tuple[Entry | None, ...]:
        parents, around = [], list[Entry]()
        for entry in self.entries:
            while around and around[-1].depth >= entry.depth:
                around.pop()
            parents.append(around[-1] if around else None)
            around.append(entry)
        return tuple(parents)

    def block(self, entry: Entry) -> tuple[Entry, ...]:
        """The entry with all entries below it."""
        end = entry.position + 1
        while end < len(self.entries) and self.entries[end].depth > entry.depth:
            end += 1
        return self.entries[entry.position : end]


@lru_cache(maxsize=4)
def toc_of(source: Source) -> Toc | None:
    """The contents list of a post, if it has one.

    Without a heading that says so, links before the first section are one only if each begins its
    item, and if they lead to half of the outermost sections at least: the rest are worth a link.
    """
    if not source.contents:
        return None
    outermost = min(link.list_depth for link in source.contents)
    by_anchor = _headings_by_anchor(source)
    entries = [
        _entry(position, link, outermost, by_anchor, source)
        for position, link in enumerate(source.contents)
    ]
    entries = _told_apart(entries, source)
    first = entries[0].line
    above = [each for each in source.headings if each.place.line < first]
    named = [each for each in above[-1:] if CONTENTS_HEADING.fullmatch(each.text.strip(" :"))]
    toc = Toc(source, tuple(entries), named[0] if named else None)
    return toc if named or _covers_most(toc) else None


def _covers_most(toc: Toc) -> bool:
    outermost = toc.below.get(0, [])
    listed = [each for each in outermost if each.line in toc.listed]
    return all(each.marker for each in toc.entries) and 2 * len(listed) >= len(outermost)


def _entry(
    position: int, link: Link, outermost: int, by_anchor: dict[str, Heading], source: Source
) -> Entry:
    fragment = link.target.removeprefix("#")
    is_dead = fragment not in source.anchors
    heading = by_anchor.get(fragment)
    if is_dead:
        heading = successor_in(source, fragment) or by_anchor.get(nearest(link, fragment, source))
    line = source.lines[link.place.line - 1]
    marker = MARKER.fullmatch(line[: link.place.column - 1])
    is_plain = (
        marker is not None
        and link.place.line == link.place.end_line
        and not line[link.place.end_column - 1 :].strip()
    )
    depth = link.list_depth - outermost
    return Entry(position, link, depth, heading, is_dead, is_plain, marker[0] if marker else "")


def _told_apart(entries: list[Entry], source: Source) -> list[Entry]:
    """Let an entry for one of several headings of the same words stand for the one in the section
    of the entry above it: authors often write the anchor of the first for all of them."""
    alike: dict[str, list[Section]] = defaultdict(list)
    for section in sections(source, source.headings):
        alike[section.heading.slug].append(section)
    around: list[Entry] = []
    found = []
    for entry in entries:
        while around and around[-1].depth >= entry.depth:
            around.pop()
        heading, above = entry.heading, around[-1].heading if around else None
        own = [
            each.heading
            for each in (alike[heading.slug] if heading and above else ())
            if each.parent is not None and each.parent.heading is above
        ]
        meant = own[0] if own and heading not in own else heading
        found.append(replace(entry, heading=meant))
        around.append(found[-1])
    return found


def outline_of(source: Source) -> tuple[Section, ...]:
    """The sections of a post, as far as its contents list has to say on their levels."""
    toc = toc_of(source)
    return toc.sections if toc else sections(source)


def _headings_by_anchor(source: Source) -> dict[str, Heading]:
    """Headings by slug, by docutils' id, and by the explicit targets on the lines before them."""
    by_id = {each.plain_id: each for each in reversed(source.headings) if each.plain_id}
    by_slug = {each.anchor: each for each in source.headings if each.anchor}
    return by_id | by_slug | dict(attached_targets(source))
