"""Which characters the fonts of cards have forms for: the others would be drawn as boxes.

Pango does not tell. Each font has a table of it, `cmap`, of which the two forms that ours use are
read (https://learn.microsoft.com/typography/opentype/spec/cmap).
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from blogkit.metadata.lettering import FONTS

if TYPE_CHECKING:
    from collections.abc import Iterator

SEGMENTS, GROUPS = 4, 12  # the forms of the table
FORMLESS = ("Cc", "Cf", "Zl", "Zp", "Zs")  # categories of what is not seen, as it should be
REMEMBERED = 4096  # characters; hardly any title has one that no other has
VARIANTS = range(0xFE00, 0xFE10)  # they choose a form of what stands before them
SIGNS = ("S", "P", "C")  # categories without which a text can still be read


def in_known_letters(words: str) -> str:
    """The words without signs that no font has; empty if there are letters that none has.

    A title with holes would say something else.
    """
    missing = {each for each in words if not _is_known(each)}
    if any(not unicodedata.category(each).startswith(SIGNS) for each in missing):
        return ""
    return "".join(each for each in words if each not in missing)


@lru_cache(REMEMBERED)
def _is_known(character: str) -> bool:
    if unicodedata.category(character) in FORMLESS or ord(character) in VARIANTS:
        return True
    known = characters_of_fonts()
    # A font may have a letter whole, or its accent alone.
    return any(
        all(ord(each) in known for each in unicodedata.normalize(form, character))
        for form in ("NFC", "NFD")
    )


@cache
def characters_of_fonts() -> frozenset[int]:
    """All characters that some font has a form for, by their numbers."""
    return frozenset(
        number for font in FONTS.glob("*.ttf") for number in _characters(font.read_bytes())
    )


def _characters(font: bytes) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, 4)
    for record in range(12, 12 + 16 * tables, 16):
        name, _, begin, _ = struct.unpack_from(">4sIII", font, record)
        if name == b"cmap":
            yield from _characters_of_table(font, begin)


def _characters_of_table(font: bytes, begin: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", font, begin + 2)
    for record in range(begin + 4, begin + 4 + 8 * count, 8):
        _, _, offset = struct.unpack_from(">HHI", font, record)
        (form,) = struct.unpack_from(">H", font, begin + offset)
        if form == SEGMENTS:
            yield from _of_segments(font, begin + offset)
        elif form == GROUPS:
            yield from _of_groups(font, begin + offset)


def _of_groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for group in range(at + 16, at + 16 + 12 * count, 12):
        first, last, _ = struct.unpack_from(">III", font, group)
        yield from range(first, last + 1)


def _of_segments(font: bytes, at: int) -> Iterator[int]:
    """A segment gives the form's number by a difference, or by a place in a list further on; the
    form that is number 0 is the box."""
    (size,) = struct.unpack_from(">H", font, at + 6)
    for segment in range(0, size, 2):
        last, first, delta, offset = (
            struct.unpack_from(">H", font, at + part + segment)[0]
            for part in (14, 16 + size, 16 + 2 * size, 16 + 3 * size)
        )
        listed = at + 16 + 3 * size + segment + offset
        for number in range(first, min(last, 0xFFFE) + 1):
            form = number
            if offset:
                (form,) = struct.unpack_from(">H", font, listed + 2 * (number - first))
            if form and (form + delta) % 0x10000:
                yield number
