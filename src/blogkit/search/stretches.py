"""A text in stretches, of which a reader sees the one that has most of the words looked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 220  # characters, but for the signs that a sentence goes on
# By the signs, and not by what stands behind them: that would be looked at for each letter.
SENTENCE_ENDS, WIDE_ENDS = re.compile(r"([.!?…])\s+"), re.compile("([。！？])")


def stretches(text: str) -> Iterator[str]:
    """Sentences, as many as fit in a stretch; a longer one is cut between words. One at least."""
    stretch = ""
    for piece in _pieces(text):
        if stretch and len(stretch) + len(piece) >= LONGEST:
            yield stretch
            stretch = ""
        stretch = f"{stretch} {piece}".strip()
    yield stretch


def _pieces(text: str) -> Iterator[str]:
    text = WIDE_ENDS.sub("\\1\n", SENTENCE_ENDS.sub("\\1\n", text))
    for sentence in text.split("\n"):
        if len(sentence) <= LONGEST:
            yield sentence
        else:
            yield from " …\n… ".join(_lines(sentence)).split("\n")


def _lines(sentence: str) -> Iterator[str]:
    """The sentence in lines, a word that fits in none cut where its line ends.

    `textwrap` looks at each word, and took most of the time in which these files are made.
    """
    while len(sentence) > LONGEST:
        end = sentence.rfind(" ", 0, LONGEST + 1)
        next_end = sentence.find(" ", end + 1)
        word = (len(sentence) if next_end < 0 else next_end) - (end + 1)
        is_long = end < LONGEST and word > LONGEST
        yield sentence[:LONGEST] if is_long else sentence[:end]
        sentence = sentence[LONGEST if is_long else end + 1 :]
    yield sentence
