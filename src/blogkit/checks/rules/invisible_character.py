"""A character that nobody sees, where no script and no emoji needs it.

Why: a search does not find the word, a link or a command with it does not work, and a control of
the writing direction shows text in another order than it has.
Bad: a zero-width space inside of a copied address. Good: the same address typed anew.
Fix: takes the character out; a line separator becomes a space.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from blogkit.checks.anchors import Repair, edits_of, moved_anchors
from blogkit.checks.finding import Finding, Fix, Severity
from blogkit.checks.misread import misread_text
from blogkit.patterns import late
from blogkit.sources import Place

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Source

NAME = "invisible-character"
JOINERS = "\u200b-\u200d\u2060\u034f"
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
SEPARATORS = "\u2028\u2029"
OTHERS = "\u00ad\u115f\u1160\u17b4\u17b5\u180e\u2061-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb"
TAGS = "\U000e0001\U000e0020-\U000e007f"
INVISIBLE = late(f"[{JOINERS}{DIRECTIONS}{SEPARATORS}{OTHERS}{TAGS}]+")
TAG = late(f"[{TAGS}]")
DIRECTION = late(f"[{DIRECTIONS}]")
# Scripts that join letters, or keep them apart, without a sign: Arabic to Mongolian, Hangul's
# parts, and the scripts that put no spaces between words, in which U+200B says where to break.
NEEDY = late(
    "[\u0590-\u08ff\u0900-\u109f\u1100-\u11ff\u1780-\u18af\u1900-\u1cff\u3040-\u30ff\u3400-\u9fff"
    "\ua800-\ua8ff\ua980-\uabff\uac00-\ud7ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff]"
)
RIGHT_TO_LEFT = late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
EMOJI = late("[\u2190-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    repairs = invisible_repairs(source) if source else []
    if source is None or not repairs:
        return
    moved = moved_anchors(repairs, source, site)
    for repair in repairs:
        fix = Fix(tuple(edits_of(repair, moved, source)))
        yield Finding(NAME, Severity.WARNING, source.path, repair.place, _message(repair), fix=fix)


def invisible_repairs(source: Source) -> list[Repair]:
    """What is to go, and what stands there then."""
    if not any(not line.isascii() and INVISIBLE.search(line) for line in source.lines):
        return []
    garbled = {cell for each in misread_text(source) for cell in each.cells}
    both_ways = any(map(RIGHT_TO_LEFT.search, source.lines))
    return [
        _repair(found, number)
        for number, line in enumerate(source.lines, 1)
        for found in INVISIBLE.finditer(line)
        if (_splits_a_latin_word(found, line) or not NEEDY.search(line))
        and not _is_needed(found, line, both_ways=both_ways)
        and (number, found.start() + 1) not in garbled
    ]


def _splits_a_latin_word(found: re.Match[str], line: str) -> bool:
    before, after = line[: found.start()][-1:], line[found.end() :][:1]
    return (before + after).isascii() and before.isalpha() and after.isalpha()


def _repair(found: re.Match[str], number: int) -> Repair:
    place = Place(number, found.start() + 1, number, found.end() + 1)
    return Repair(place, found[0], " " if set(found[0]) & set(SEPARATORS) else "")


def _is_needed(found: re.Match[str], line: str, *, both_ways: bool) -> bool:
    before, after = (
        line[max(found.start() - 1, 0) : found.start()],
        line[found.end() : found.end() + 1],
    )
    if both_ways and not DIRECTION.sub("", found[0]):
        return True
    return bool(EMOJI.match(before) and (EMOJI.match(after) or TAG.match(found[0])))


def _message(repair: Repair) -> str:
    first, many = repair.written[0], len(repair.written)
    name = f"{unicodedata.name(first, 'a control character').lower()}, U+{ord(first):04X}"
    pronoun = "it" if many == 1 else "them"
    what_to_do = "put a space there" if repair.text else f"delete {pronoun}"
    if many == 1:
        return f"an invisible character ({name}) stands here; {what_to_do}"
    return f"{many} invisible characters ({name} is the first) stand here; {what_to_do}"
