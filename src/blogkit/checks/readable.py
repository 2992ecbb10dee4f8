"""What of a source readers get to read: the prose, and the words of its other parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.sources import Place, Source

OPTION = re.compile(r"\s*:[\w-]+:")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
NO_WORDS = re.compile(r"<(?:script|style|pre|code|svg|math|textarea)\b", re.IGNORECASE)
ABOUT_ENCODINGS = re.compile(
    r"mojibake|ftfy|garbled|\b(?:de|en)cod(?:e|ed|er|ing|age)s?\b|codec|kodierung|unicode|charset"
    r"|character sets?|utf-?(?:8|16)|latin-?1|iso[- ]8859|windows-125\d|cp-?(?:125\d|437|850)"
    r"|mac ?roman|u\+[0-9a-f]{4}",
    re.IGNORECASE,
)
MOJIBAKE = re.compile(r"mojibake|ftfy|krakozyabr|zeichensalat", re.IGNORECASE)


def readable_lines(source: Source) -> list[str]:
    """The lines of *source* with only what readers read, each in its columns: the prose, the
    front matter, the heads of directives, and raw HTML but for its comments."""
    lines = list(source.prose)
    for number in _other_lines(source):
        lines[number - 1] = source.lines[number - 1]
    for place in source.html:
        first, last = place.line - 1, place.end_line
        text = "\n".join(source.lines[first:last])
        if not NO_WORDS.search(text):
            lines[first:last] = COMMENT.sub(_blank, text).split("\n")
    return lines


def is_about_mojibake(source: Source) -> bool:
    """Whether a post speaks of garbled text, and so shows some on purpose."""
    return any(MOJIBAKE.search(line) for line in source.lines)


def lines_about_encodings(source: Source) -> set[int]:
    """The numbers of all lines of blocks and of sections that speak of how text is encoded."""
    blocks = (
        block.lines
        for block in source.blocks
        if any(ABOUT_ENCODINGS.search(source.lines[each.line - 1]) for each in block.lines)
    )
    numbers = {place.line for lines in blocks for place in lines}
    for at, heading in enumerate(source.headings):
        if ABOUT_ENCODINGS.search(heading.text):
            further = (each for each in source.headings[at + 1 :] if each.level <= heading.level)
            end = next((each.place.line for each in further), len(source.lines) + 1)
            numbers.update(range(heading.place.line, end))
    return numbers


def _other_lines(source: Source) -> Iterator[int]:
    for number in range(2, source.front_matter.end):
        if not source.lines[number - 1].lstrip().startswith("#"):
            yield number
    for directive in source.directives:
        yield from _head(directive.place, source)


def _head(place: Place, source: Source) -> Iterator[int]:
    """The line that opens a directive, and its options."""
    yield place.line
    number = place.line + 1
    while number <= len(source.lines) and OPTION.match(source.lines[number - 1]):
        yield number
        number += 1


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
