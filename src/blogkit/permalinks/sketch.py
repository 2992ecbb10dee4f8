"""A text in eight bytes, by which it is recognised under another name.

One-permutation MinHash (Li, Owen, Zhang: One Permutation Hashing, 2012) of its word triples: the
share of bytes that two sketches have in common is about the share of triples that the texts have.
An empty slot borrows from the next (Shrivastava, Li: Densifying, 2014).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

BYTES = 8
FEWEST_WORDS = 6
RECOGNISED = 0.5  # of the bytes; of two unrelated texts one in 256 is the same
WORD = re.compile(r"\w+")


def sketch(text: str) -> str:
    """The sketch in hexadecimal; empty for a text of a few words, which may stand anywhere."""
    words = WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return ""
    least: list[int | None] = [None] * BYTES
    for triple in zip(words, words[1:], words[2:], strict=False):
        number = crc32(" ".join(triple).encode(errors="replace"))
        slot, rest = number % BYTES, number // BYTES
        known = least[slot]
        least[slot] = rest if known is None else min(known, rest)
    return bytes(_filled(least, slot) & 0xFF for slot in range(BYTES)).hex()


def _filled(least: Sequence[int | None], slot: int) -> int:
    """What is in a slot, or in the next one that is not empty."""
    in_turn = (*least[slot:], *least[:slot])
    return next(each for each in in_turn if each is not None)


def likeness(one: str, other: str) -> float:
    """How much two sketches have in common, from 0 to 1."""
    if not one or len(one) != len(other):
        return 0.0
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return sum(a == b for a, b in pairs) / BYTES
