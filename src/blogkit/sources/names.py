"""Names of two words in running text, by which one that is misspelt elsewhere is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.sources.model import Block

CAPITALS = "".join(each for each in map(chr, range(0x10000)) if each.isupper())
WORD = r"[^\W\d_]{2,}+"  # but for its first letter
# It begins with a plain set of characters, which is looked for fast, and then looks back: not in
# a longer word, nor in an address.
PAIR = re.compile(
    rf"([{CAPITALS}](?<![\w'’./@-].){WORD})(?= ([{CAPITALS}]{WORD})(?![\w@./-]\w))", re.DOTALL
)
BLANKS = str.maketrans(".,;:!?", "      ")


@dataclass(frozen=True)
class Name:
    """Two capitalised words in a row, how often they stand in a file, and where first."""

    words: tuple[str, str]
    count: int
    line: int
    column: int


def names_in(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[Name, ...]:
    """The names in the running text of a file, but for words that it has without capitals too."""
    places = [place for block in blocks for place in block.lines]
    texts = [lines[each.line - 1][each.column - 1 : each.end_column - 1] for each in places]
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place, text in zip(places, texts, strict=True):
        for pair in PAIR.finditer(text):
            words = pair[1], pair[2]
            if words[0].istitle() and words[1].istitle():
                found.setdefault(words, []).append((place.line, place.column + pair.start()))
    all_words = set(" ".join(texts).translate(BLANKS).split()) if found else set()
    return tuple(
        Name(words, len(starts), *starts[0])
        for words, starts in found.items()
        if all_words.isdisjoint(word.lower() for word in words)
    )
