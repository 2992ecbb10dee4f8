"""Names of two words in running text, by which one that is misspelt elsewhere is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.sources.model import Block

WORD = re.compile(r"[^\W\d_]{3,}+")
PAIR = re.compile(rf"(?<![\w'’./@-])({WORD.pattern})(?= ({WORD.pattern})(?![\w@./-]\w))")


@dataclass(frozen=True, slots=True)
class Name:
    """Two capitalised words in a row, how often they stand in a file, and where first."""

    words: tuple[str, str]
    count: int
    line: int
    column: int


def names_in(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[Name, ...]:
    """The names in the running text of a file, but for words that it has without capitals too."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    small: set[str] = set()
    for place in (each for block in blocks for each in block.lines):
        line = lines[place.line - 1][: place.end_column - 1]
        small.update(word for word in WORD.findall(line, place.column - 1) if word.islower())
        for pair in PAIR.finditer(line, place.column - 1):
            words = pair[1], pair[2]
            if words[0].istitle() and words[1].istitle():
                found.setdefault(words, []).append((place.line, pair.start() + 1))
    return tuple(
        Name(words, len(places), *places[0])
        for words, places in found.items()
        if small.isdisjoint(word.lower() for word in words)
    )
