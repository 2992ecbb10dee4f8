"""A text in stretches, of which a reader sees the one that has most of the words looked for."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 220  # characters, but for the signs that a sentence goes on
SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n")


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
    for sentence in SENTENCE_ENDS.split(text):
        if len(sentence) <= LONGEST:
            yield sentence
        else:
            yield from " …\n… ".join(wrap(sentence, LONGEST, break_on_hyphens=False)).split("\n")
