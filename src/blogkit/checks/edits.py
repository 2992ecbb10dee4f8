"""Edits that checks suggest: places of parts of a link, and what to put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Fix
from blogkit.sources import Place

if TYPE_CHECKING:
    from blogkit.sources import Image, Link, Source

# What may stand before an address; it may stand in the text or the title of its link too.
OPENINGS = ("](<", "](", "")


def text_at(place: Place, source: Source) -> str:
    """What stands at *place*, its lines joined by LF."""
    lines = list(source.lines[place.line - 1 : place.end_line])
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "\n".join(lines)


def line_at(place: Place, source: Source) -> str:
    """What stands from the beginning of *place* to the end of that line: however long it is."""
    return source.lines[place.line - 1][place.column - 1 :]


def part_at(place: Place, part: str, source: Source) -> Place | None:
    """Where *part*, within one line, last stands at *place*; None if it does not."""
    text = text_at(place, source)
    at = text.rfind(part)
    if not part or at < 0:
        return None
    before = text[:at].split("\n")
    line = place.line + len(before) - 1
    column = len(before[-1]) + (place.column if len(before) == 1 else 1)
    return Place(line, column, line, column + len(part))


def new_target(
    link: Link | Image, target: str, source: Source, *, safe: bool = False
) -> Fix | None:
    """Let a link or a picture lead to *target*. None where its address is not found as written:
    it stands in a reference definition, or with its characters escaped."""
    for opening in OPENINGS:
        place = part_at(link.place, opening + link.target, source)
        if place:
            place = place._replace(column=place.column + len(opening))
            return Fix((Edit(source.path, place, target),), safe)
    return None


def link_words(link: Link, source: Source) -> Place | None:
    """Where the words of a link stand that is written as `[words](address)` on one line."""
    text, place = text_at(link.place, source), link.place
    end = text.rfind("](")
    if place.line != place.end_line or not text.startswith("[") or end < 0:
        return None
    return Place(place.line, place.column + 1, place.line, place.column + end)


def whole_line(line: int, source: Source) -> Place:
    """A line with the end that parts it from the next one, or, of the last line, the one before."""
    if line < len(source.lines):
        return Place(line, 1, line + 1, 1)
    before = max(line - 1, 1)
    column = len(source.lines[before - 1]) + 1 if line > 1 else 1
    return Place(before, column, line, len(source.lines[line - 1]) + 1)
