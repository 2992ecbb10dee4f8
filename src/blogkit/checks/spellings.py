"""All names of a blog, and which of them are one name in two spellings."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blogkit.site import Site
    from blogkit.sources import Name

FEWEST_LETTERS = 5  # of a word that may be misspelt
MOST_ALIKE = 10  # names; where there are more, they differ on purpose
TOO_COMMON = 3  # times that no slip is made

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is spelt: in which document first, at which place there, how often in all."""

    words: Words
    docname: str
    line: int
    column: int
    count: int


def other_spellings(site: Site, docname: str) -> tuple[tuple[Words, Spelling], ...]:
    """The names of a document that should be spelt as they are elsewhere in the blog."""
    document = site.documents.get(docname)
    corrections = _corrections(site)
    names = (name.words for name in document.names) if document else ()
    return tuple((words, corrections[words]) for words in names if words in corrections)


@lru_cache(maxsize=4)
def _corrections(site: Site) -> dict[Words, Spelling]:
    spellings = _spellings(site)
    found: dict[Words, Spelling] = {}
    for one, other in _alike(spellings):
        common, rare = sorted((spellings[one], spellings[other]), key=_rank)
        if rare.count < TOO_COMMON:
            found[rare.words] = common
    return {rare: common for rare, common in found.items() if common.words not in found}


def _rank(spelling: Spelling) -> tuple[int, str, int, int]:
    """The commoner comes first, and of two that are as common the one that the blog has first."""
    return -spelling.count, spelling.docname, spelling.line, spelling.column


def _spellings(site: Site) -> dict[Words, Spelling]:
    firsts: dict[Words, tuple[str, Name]] = {}
    counts: defaultdict[Words, int] = defaultdict(int)
    for docname, document in site.documents.items():
        for name in document.names:
            firsts.setdefault(name.words, (docname, name))
            counts[name.words] += name.count
    return {
        words: Spelling(words, docname, name.line, name.column, counts[words])
        for words, (docname, name) in firsts.items()
    }


def _alike(names: Iterable[Words]) -> Iterator[tuple[Words, Words]]:
    """Pairs with one word in common and the other one edit apart, within it."""
    groups: defaultdict[tuple[int, str, str, str], list[Words]] = defaultdict(list)
    for words in names:
        for at in (0, 1):
            word = words[at]
            if len(word) >= FEWEST_LETTERS:
                groups[at, words[1 - at], word[0], word[-1]].append(words)
    for (at, *_), members in groups.items():
        if len(members) > 1:
            yield from _near(members, at)


def _near(members: list[Words], at: int) -> Iterator[tuple[Words, Words]]:
    """By what is left of each word without any one letter, so that not all are compared."""
    left: defaultdict[str, set[Words]] = defaultdict(set)
    for words in members:
        word = words[at]
        for cut in (word, *(word[:number] + word[number + 1 :] for number in range(len(word)))):
            left[cut].add(words)
    few = (sorted(each) for each in left.values() if len(each) <= MOST_ALIKE)
    pairs = {pair for each in few for pair in combinations(each, 2)}
    return (pair for pair in sorted(pairs) if _is_slip(pair[0][at], pair[1][at]))


def _is_slip(one: str, other: str) -> bool:
    """Whether one edit makes *other* of *one*, and both are not merely two ways to write it."""
    return _edits(one, other) == 1 and _simplified(one) != _simplified(other)


def _edits(one: str, other: str) -> int:
    """How many letters between the beginning and the end that the two share are not the same;
    two that changed their places count as one."""
    letters = enumerate(zip(one, other, strict=False))
    start = next((at for at, (a, b) in letters if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if len(one) == len(other) == 2 and one == other[::-1]:
        return 1
    return max(len(one), len(other))


def _simplified(word: str) -> str:
    """Without accents, doubled letters, and what is British in "organise" and "colour"."""
    letters = unicodedata.normalize("NFD", word.lower()).replace("z", "s").replace("ou", "o")
    bare = [each for each in letters if not unicodedata.combining(each)]
    return "".join(a for a, b in zip(bare, [*bare[1:], ""], strict=True) if a != b)
