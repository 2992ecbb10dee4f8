"""A line of a file with marks under a place, whatever the width of its characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.checks.reports.colours import harmless
from blogkit.checks.reports.model import bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.sources import Place

TAB = 4  # columns
CONTEXT = 60  # characters shown before a place and from its begin on; lines may be whole paragraphs


@dataclass(frozen=True)
class Snippet:
    """A line, the blank before the marks, and the marks."""

    line: str
    blank: str
    marks: str


def snippet(place: Place, lines: Sequence[str]) -> Snippet | None:
    """The line on which *place* begins; None if there is no such line, or nothing on it."""
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return None
    line = lines[place.line - 1]
    _, (end_line, end_column) = bounds(place)
    start = min(place.column - 1, len(line))
    end = len(line) if end_line > place.line else min(end_column - 1, len(line))
    first, last = max(0, start - CONTEXT), start + CONTEXT
    before = ("…" if first else "") + _shown(line[first:start])
    marked = _shown(line[start : min(end, last)])
    after = _shown(line[max(start, min(end, last)) : last]) + ("…" if last < len(line) else "")
    width = _width(before)
    marks = "^" * max(1, _width(before + marked) - width)
    return Snippet(f"{before}{marked}{after}", " " * width, marks)


def _width(text: str) -> int:
    """In columns of a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def _shown(text: str) -> str:
    """Tabs as blanks: a terminal's own stops would not be those under the indentation."""
    return harmless(text.replace("\t", " " * TAB))
