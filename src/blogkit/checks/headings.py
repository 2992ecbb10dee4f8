"""Headings as the parts of a post: which stand below which, and how one gets another level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.sources import Heading, Source

SIGNS = re.compile(r" {0,3}(#{1,6})(?=\s|$)")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def sections(source: Source) -> tuple[Heading, ...]:
    """The headings that begin sections; not those inside of lists, quotations and directives."""
    return tuple(heading for heading in source.headings if not heading.enclosed)


def text_below(heading: Heading, source: Source) -> int:
    """The number of the line behind the heading."""
    number = heading.place.line
    if SIGNS.match(source.lines[number - 1]):
        return number + 1
    behind = enumerate(source.lines[number:], number + 1)
    return next((at + 1 for at, line in behind if UNDERLINE.fullmatch(line)), number + 1)


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are written, without signs between them."""
    return tuple(WORD.findall(text))


def same_words(text: str) -> tuple[str, ...]:
    """What two texts have in common that differ only in capitals and signs."""
    return tuple(word.casefold() for word in words(text))


def parents(levels: Sequence[int]) -> list[int | None]:
    """For headings of these levels, in order: the index of the heading that each stands below."""
    found: list[int | None] = []
    open_headings: list[int] = []
    for index, level in enumerate(levels):
        while open_headings and levels[open_headings[-1]] >= level:
            open_headings.pop()
        found.append(open_headings[-1] if open_headings else None)
        open_headings.append(index)
    return found


def with_level(heading: Heading, level: int, source: Source) -> Edit | None:
    """The edit that gives a heading this level. None for one that is underlined."""
    number = heading.place.line
    found = SIGNS.match(source.lines[number - 1])
    if found is None:
        return None
    place = Place(number, found.start(1) + 1, number, found.end(1) + 1)
    return Edit(source.path, place, "#" * level)


def in_text(heading: Heading, part: str, source: Source) -> Place | None:
    """Where *part* of a heading's words stands in its line; None if it is written another way."""
    number = heading.place.line
    at = source.lines[number - 1].find(part)
    return Place(number, at + 1, number, at + len(part) + 1) if part and at >= 0 else None
