"""Edits of a contents list: entries added, moved and indented in the author's own style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.edits import whole_line
from blogkit.checks.finding import Edit, Fix
from blogkit.checks.sections import written_words
from blogkit.checks.toc import MARKER
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.checks.sections import Section
    from blogkit.checks.toc import Entry, Toc

NUMBER = re.compile(r"\d+")


def entries_added(toc: Toc, missing: Sequence[Section]) -> Fix | None:
    """Entries for these sections, each where it belongs. None where that is not clear."""
    inserted: dict[Place, list[str]] = {}
    last_entry: dict[Place, str] = {}
    for section in sorted(missing, key=lambda each: each.line):
        before = _entry_before(toc, section, toc.entries)
        place = _place_after(before, toc) if before else _place_of_first(toc)
        line = _new_line(toc, section, last_entry.get(place) if place else None, before)
        if place is None or line is None:
            return None
        last_entry[place] = line
        inserted.setdefault(place, []).append(line)
    newline = "\n\n" if _is_loose(toc) else "\n"
    edits = (
        Edit(toc.source.path, place, "".join(_around(line, place, newline) for line in lines))
        for place, lines in inserted.items()
    )
    return Fix(tuple(edits), safe=toc.is_generated)


def _around(line: str, place: Place, newline: str) -> str:
    """Before the first entry a line goes with its end, after another one with that one's end."""
    return line + newline if place.column == 1 else newline + line


def _entry_before(toc: Toc, section: Section, among: Sequence[Entry]) -> Entry | None:
    """The one of these entries after which the section's belongs; None if that is before all."""
    earlier = [each for each in among if each.heading and _line(each) < section.line]
    nearest = max(earlier, key=_line, default=None)
    if nearest is None:
        return None
    end = nearest.position
    while end + 1 < len(toc.entries):
        following = toc.entries[end + 1]
        if following.depth <= section.depth or not (following.is_dead or _line(following) < 0):
            break
        end += 1
    return toc.entries[end]


def _line(entry: Entry) -> int:
    return entry.heading.place.line if entry.heading else -1


def _place_after(entry: Entry, toc: Toc) -> Place | None:
    """The end of the entry's line. None if the entry may go on below."""
    lines, line = toc.source.lines, entry.link.place.end_line
    below = lines[line] if line < len(lines) else ""
    if not entry.marker or (below.strip() and not MARKER.match(below)):
        return None
    column = len(lines[line - 1]) + 1
    return Place(line, column, line, column)


def _place_of_first(toc: Toc) -> Place:
    line = toc.entries[0].line
    return Place(line, 1, line, 1)


def _new_line(toc: Toc, section: Section, previous: str | None, before: Entry | None) -> str | None:
    """The line for a section, with the marker of its nearest neighbour of that depth."""
    words = written_words(section.heading, toc.source)
    near = before.position if before else 0
    alike = [each for each in toc.entries if each.depth == section.depth and each.marker]
    neighbour = min(alike, key=lambda each: abs(each.position - near), default=None)
    if words is None or neighbour is None:
        return None
    marker = _following_number(neighbour.marker, previous, before, section.depth)
    return f"{marker}[{words}](#{_anchor(toc, section)})"


def _following_number(marker: str, previous: str | None, before: Entry | None, depth: int) -> str:
    """In a numbered list, the number after the one before; Markdown counts on from there."""
    if not NUMBER.search(marker):
        return marker
    if previous is None and before and before.depth == depth:
        previous = before.marker
    elif previous is None or len(previous) - len(previous.lstrip()) != _indent(marker):
        return NUMBER.sub("1", marker, count=1)
    number = NUMBER.search(previous)
    following = str(int(number[0]) + 1) if number else "1"
    return NUMBER.sub(following, marker, count=1)


def _indent(marker: str) -> int:
    return len(marker) - len(marker.lstrip())


def _anchor(toc: Toc, section: Section) -> str:
    """The slug, or docutils' id if that is what the other entries have where the two differ."""
    differing = [
        (each.link.target.removeprefix("#"), each.heading)
        for each in toc.entries
        if each.heading and each.heading.plain_id not in ("", each.heading.anchor)
    ]
    prefers_ids = differing and all(target == heading.plain_id for target, heading in differing)
    heading = section.heading
    if not prefers_ids or not heading.plain_id:
        return heading.anchor
    is_own = sum(each.heading.plain_id == heading.plain_id for each in toc.sections) == 1
    return heading.plain_id if is_own else heading.anchor


def _is_loose(toc: Toc) -> bool:
    """Whether blank lines stand between the entries."""
    lines = toc.source.lines
    gaps = [lines[each.line - 2].strip() == "" for each in toc.entries[1:]]
    return bool(gaps) and all(gaps)


def entries_sorted(toc: Toc, group: Sequence[Entry], order: dict[int, int]) -> Fix | None:
    """The entries of *group* in this order, by line; one without a place stays behind the one
    before it. None where there is more than entries, or where they are counted."""
    first, last = group[0].line, toc.block(group[-1])[-1].line
    lines = toc.source.lines
    is_counted = len({each.marker.strip() for each in group}) > 1
    has_gaps = any(not line.strip() for line in lines[first - 1 : last])
    if is_counted or has_gaps != _is_loose(toc):
        return None
    keyed, key = [], 0
    for entry in group:
        key = order.get(entry.line, key)
        block = toc.block(entry)
        keyed.append((key, "\n".join(lines[block[0].line - 1 : block[-1].line])))
    keyed.sort(key=lambda each: each[0])
    text = ("\n\n" if has_gaps else "\n").join(each for _, each in keyed)
    place = Place(first, 1, last, len(lines[last - 1]) + 1)
    return Fix((Edit(toc.source.path, place, text),), safe=toc.is_generated)


def entry_moved(toc: Toc, entry: Entry, section: Section) -> Fix | None:
    """The entry, with those below it, where *section* stands. None where that is not clear."""
    block = toc.block(entry)
    rest = [each for each in toc.entries if each not in block]
    before = _entry_before(toc, section, rest)
    above = _above(section, toc)
    depth = above.depth + 1 if above else 0
    after = rest[rest.index(before) + 1 :][:1] if before else rest[:1]
    is_clear = bool(above) == bool(section.parent) and not any(each.depth > depth for each in after)
    lead = _lead_at(depth, rest, above, entry)
    if before is None or lead is None or not is_clear or NUMBER.search(entry.marker):
        return None
    lines = [toc.source.lines[each.line - 1] for each in block]
    new_lines = [lead + line.removeprefix(_lead(entry)) for line in lines]
    if block[0].position == before.position + 1:
        place = Place(block[0].line, 1, block[-1].line, len(lines[-1]) + 1)
        return Fix((Edit(toc.source.path, place, "\n".join(new_lines)),), safe=toc.is_generated)
    return _carried(toc, block, before, new_lines)


def _carried(toc: Toc, block: Sequence[Entry], before: Entry, lines: Sequence[str]) -> Fix | None:
    """Takes the lines of *block* out, and puts these *lines* behind another entry."""
    place = _place_after(before, toc)
    taken = [Edit(toc.source.path, whole_line(each.line, toc.source), "") for each in block]
    if place is None or _is_loose(toc):
        return None
    put = Edit(toc.source.path, place, "".join(f"\n{line}" for line in lines))
    return Fix((*taken, put), safe=toc.is_generated)


def _above(section: Section, toc: Toc) -> Entry | None:
    """The entry of the section that this one is in."""
    if section.parent is None:
        return None
    return next((each for each in toc.entries if toc.section(each) is section.parent), None)


def _lead(entry: Entry) -> str:
    return entry.marker[: _indent(entry.marker)]


def _lead_at(depth: int, entries: Sequence[Entry], above: Entry | None, entry: Entry) -> str | None:
    """What stands before the bullets of this depth, or would, if there were any."""
    alike = [each for each in entries if each.depth == depth]
    if alike:
        return _lead(min(alike, key=lambda each: abs(each.position - entry.position)))
    return _lead(above) + " " * len(above.marker.lstrip()) if above else None
