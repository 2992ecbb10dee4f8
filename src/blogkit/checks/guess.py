"""Which letter was meant where misread text has lost a byte, told by what stands around it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence
from blogkit.sources import Place, rest_of
from blogkit.words import shown_path

if TYPE_CHECKING:
    from blogkit.checks.misread import Misread
    from blogkit.site import Document, Site

NEAR = 500  # characters, which are more than a sentence has
LONGEST = 200  # characters of a line that is repeated; signed_lines has no longer ones
WORD = re.compile(r"[A-Z]{3,}")
# Words of Unicode names that say nothing of what a sign shows.
EMPTY_WORDS = frozenset(
    ("AND", "FACE", "FOR", "FROM", "ONE", "OUT", "OVER", "SIGN", "SYMBOL", "THE", "UNDER", "WITH")
)


@dataclass(frozen=True)
class Guess:
    """The likeliest letters first, why, and whether nothing else is likely."""

    letters: tuple[str, ...]
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    is_unique: bool = False


def guess(misread: Misread, document: Document, site: Site) -> Guess:
    """What *misread*, which has lost a byte, most likely says."""
    return (
        _by_the_same_line(misread, document, site)
        or _by_quotation(misread, document)
        or _by_name(misread, document)
        or Guess(misread.choices)
    )


def same_line(site: Site, rest: str) -> tuple[tuple[str, str, int], ...]:
    """Where else a line says this beside an emoji: each emoji, the first document, the line."""
    return _signed(site).get(rest, ())


@lru_cache(maxsize=4)
def _signed(site: Site) -> dict[str, tuple[tuple[str, str, int], ...]]:
    found: dict[str, dict[str, tuple[str, str, int]]] = {}
    for name, document in site.documents.items():
        for line in document.signed_lines:
            found.setdefault(line.rest, {}).setdefault(line.sign, (line.sign, name, line.number))
    return {rest: tuple(places.values()) for rest, places in found.items()}


def _by_the_same_line(misread: Misread, document: Document, site: Site) -> Guess | None:
    line = _line(misread, document)
    is_short = len(line) <= LONGEST
    found = site.ask("same-line", rest_of(line, misread.written)) if is_short else ()
    fitting = [each for each in found if each[0] in misread.choices]
    if not fitting:
        return None
    letters = tuple(dict.fromkeys(sign for sign, _, _ in fitting))
    found_in = ((site.document(name), number) for _, name, number in fitting)
    others = ((document.path, number) for document, number in found_in if document)
    evidence = tuple(
        Evidence(path, Place(number), "the same line, undamaged") for path, number in others
    )
    reason = f"as in the same line of {shown_path(evidence[0].path)}"
    return Guess(letters, reason, evidence, is_unique=len(letters) == 1)


def _by_quotation(misread: Misread, document: Document) -> Guess | None:
    closing = [each for each in misread.choices if "”" in each]
    if not closing:
        return None
    end = misread.place.column - 1
    before = _line(misread, document)[max(end - NEAR, 0) : end]
    opened = before.count("“") + before.count("â€œ") > before.count("”")
    reason = "which closes the quotation" if opened else "the commonest of its kind"
    return Guess((closing[0],), reason, is_unique=opened)


def _by_name(misread: Misread, document: Document) -> Guess | None:
    """By a word that a letter's name has in common with its line. What a name says after WITH is
    a detail, so that alone it is only a hint."""
    source = document.source
    start = max(misread.place.column - NEAR, 0)
    prose = source.prose[misread.place.line - 1][start : start + 2 * NEAR] if source else ""
    words = set(WORD.findall(prose.upper())) - EMPTY_WORDS
    shared = {each: words & set(WORD.findall(_name(each))) for each in misread.choices}
    letters = tuple(
        sorted((each for each in shared if shared[each]), key=lambda each: -len(shared[each]))
    )
    if not letters:
        return None
    main = words & set(WORD.findall(_name(letters[0]).partition(" WITH ")[0]))
    word = min(main or shared[letters[0]]).lower()
    reason = f"for the line says '{word}', and so does the sign's name"
    return Guess(letters, reason, is_unique=len(letters) == 1 and bool(main))


def _name(text: str) -> str:
    return " ".join(unicodedata.name(character, "") for character in text)


def _line(misread: Misread, document: Document) -> str:
    return document.source.lines[misread.place.line - 1] if document.source else ""
