"""A small word stands twice in a row.

Why: readers stumble, and read the sentence again.
Bad: `We walked to the the lake.` Good: `We walked to the lake.` Only words are looked for that
no sentence has twice in a row, unlike "had had", "that that" or "very very".
Fix: takes out the second one, and the space that goes with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.sources import VERBATIM, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Block, Source

NAME = "doubled-word"
# Never twice in a row in the language they are of, and no such words in another. Even "nicht
# nicht", "het het" and "para para" are correct, so that only these few are left.
WORDS = (
    *("the", "and", "of", "with", "from", "into", "than", "their", "our", "your"),
    *("oder", "einen", "für"),
    *("les", "des", "dans", "avec", "une", "pour"),
    *("una", "con", "del", "della", "delle", "las", "uma"),
)
COMMON = frozenset(WORDS)
# A word, and itself once or more often behind blanks, but not behind a hard line break.
DOUBLED = re.compile(
    r"(?<![\w'’\-/.@&#“\"‘«„])"
    rf"(?P<word>{'|'.join(WORDS)})(?:(?:[ \t]+|[ \t]?\n[ \t]*)(?P=word))+"
    r"(?![\w'’\-/”\"»“])",
    re.IGNORECASE,
)


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None or not _has_a_pair(source):
        return
    for block in source.blocks:
        starts = [0, *accumulate(_length(each) + 1 for each in block.lines)]
        for found in DOUBLED.finditer(_text(block, source)):
            place = _place(found, starts, block)
            if _is_slip(found) and _is_prose(place, source):
                yield _finding(found["word"], place, source)


def _has_a_pair(source: Source) -> bool:
    """A rough look at the whole file, in a tenth of the time."""
    words = " ".join(source.lines).lower().replace(">", " ").split()
    return any(one in COMMON and other.startswith(one) for one, other in pairwise(words))


def _length(place: Place) -> int:
    return place.end_column - place.column


def _text(block: Block, source: Source) -> str:
    """The block's lines as written: its prose, without code and addresses, is dearer to have."""
    lines = ((source.lines[each.line - 1], each) for each in block.lines)
    return "\n".join(line[each.column - 1 : each.end_column - 1] for line, each in lines)


def _place(found: re.Match[str], starts: list[int], block: Block) -> Place:
    first, last = (bisect_right(starts, offset) - 1 for offset in found.span())
    start, end = block.lines[first], block.lines[last]
    column = start.column + found.start() - starts[first]
    return Place(start.line, column, end.line, end.column + found.end() - starts[last])


def _is_slip(found: re.Match[str]) -> bool:
    """Other than "The The", which is a name, and "AND and", which is about the word."""
    first, *again = found[0].split()
    return not first.isupper() and all(word.islower() for word in again)


def _is_prose(place: Place, source: Source) -> bool:
    start, end = place.column - 1, place.end_column - 1
    if place.line == place.end_line:
        return VERBATIM not in source.prose[place.line - 1][start:end]
    first, last = source.prose[place.line - 1][start:], source.prose[place.end_line - 1][:end]
    return VERBATIM not in first + last


def _finding(word: str, place: Place, source: Source) -> Finding:
    message = f"'{word.lower()}' stands here twice in a row; delete one"
    edit = _deletion(word, place, source)
    fix = Fix((edit,)) if edit else None
    return Finding(NAME, Severity.WARNING, source.path, place, message, fix=fix)


def _deletion(word: str, place: Place, source: Source) -> Edit | None:
    """None where a whole line would go, and with it, perhaps, a paragraph would end."""
    if place.line == place.end_line:
        rest = Place(place.line, place.column + len(word), place.line, place.end_column)
        return Edit(source.path, rest, "")
    line = source.lines[place.end_line - 1]
    start = place.end_column - 1 - len(word)
    is_followed = line[place.end_column - 1 :].startswith(" ")
    if place.end_line > place.line + 1 or not is_followed:
        return None
    return Edit(
        source.path, Place(place.end_line, start + 1, place.end_line, place.end_column + 1), ""
    )
