"""Edits applied to a text, and which of them can be applied together.

Whatever no edit names stays as it is, down to the ends of lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from blogkit.checks.finding import Edit, Fix

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Put *text* in the place of the code points from *start* up to *end*."""

    start: int
    end: int
    text: str

    def meets(self, other: Span) -> bool:
        """Whether both change the same text, or it would matter which is applied first."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class Text:
    """A text in which edits find their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [*LINE_END.finditer(text)]
        self._starts = [0, *(end.end() for end in ends)]
        self._stops = [*(end.start() for end in ends), len(text)]

    def span(self, edit: Edit) -> Span | None:
        """Where the edit is to be made; None if the text has no such place.

        Lines in the edit's text end as the line does where it is made.
        """
        place = edit.place
        start = self._offset(place.line, place.column)
        end = self._offset(place.end_line, place.end_column) if place.end_line else start
        if start is None or end is None or end < start:
            return None
        return Span(start, end, LINE_END.sub(self._line_end(place.line), edit.text))

    def with_spans(self, spans: Iterable[Span]) -> str:
        """The text with all of *spans* applied, of which no two may meet."""
        pieces, done = [], 0
        for span in sorted(spans):
            pieces += [self.text[done : span.start], span.text]
            done = span.end
        return "".join([*pieces, self.text[done:]])

    def changes(self, span: Span) -> bool:
        """Whether the span says anything else than what is there."""
        return self.text[span.start : span.end] != span.text

    def _offset(self, line: int, column: int) -> int | None:
        if not 0 < line <= len(self._starts) or column < 1:
            return None
        offset = self._starts[line - 1] + column - 1
        return offset if offset <= self._stops[line - 1] else None

    def _line_end(self, line: int) -> str:
        """What ends this line; the one before, if it is the last; LF, if there is no other."""
        for number in (line, line - 1):
            if 0 < number < len(self._starts):
                return self.text[self._stops[number - 1] : self._starts[number]]
        return "\n"


class Together:
    """Fixes that can be made at once: the first to come wins, each is made whole or not at all."""

    def __init__(self) -> None:
        self.spans: defaultdict[Path, list[Span]] = defaultdict(list)

    def take(self, fix: Fix, texts: dict[Path, Text]) -> bool:
        """Take the fix along, if it changes something and meets none that was taken before."""
        found = [(edit.path, texts[edit.path].span(edit)) for edit in fix.edits]
        spans = [(path, span) for path, span in found if span]
        if len(spans) < len(found) or not any(texts[path].changes(span) for path, span in spans):
            return False
        for number, (path, span) in enumerate(spans):
            if self._is_taken(path, span):
                for other, undone in spans[:number]:
                    self.spans[other].remove(undone)
                return False
            self.spans[path].insert(bisect_left(self.spans[path], span), span)
        return True

    def _is_taken(self, path: Path, span: Span) -> bool:
        """The spans are in order and apart, so that only its neighbours can meet it."""
        taken: Sequence[Span] = self.spans[path]
        at = bisect_left(taken, span)
        return any(span.meets(other) for other in taken[max(0, at - 1) : at + 1])
