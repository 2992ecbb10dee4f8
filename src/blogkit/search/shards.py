"""The index in pieces, so that a reader loads only those in which the words asked for can be.

A piece holds the words that begin with its name, but for those that have a longer-named piece of
their own.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from blogkit.search.index import CODE_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

LARGEST = 16_000  # bytes of a piece, about: what is not looked for is loaded in vain
DEEPEST = 5  # letters in a name
A_POSTING, A_WORD = 3, 6  # bytes that they take, about
WEIGHTS = 8


def divide(postings: Mapping[str, bytes]) -> dict[str, list[str]]:
    """The words of each piece by its name, all in order; each depends on the words alone."""
    sizes = {
        word: len(word.encode()) + A_WORD + len(each) // array("I").itemsize * A_POSTING
        for word, each in postings.items()
    }
    pieces: dict[str, list[str]] = {}
    _divide("", sorted(sizes), sizes, pieces)
    return dict(sorted(pieces.items()))


def _divide(
    name: str, words: list[str], sizes: Mapping[str, int], pieces: dict[str, list[str]]
) -> None:
    """Give the largest groups of further letters pieces of their own, until the rest is small."""
    rest = sum(sizes[word] for word in words)
    groups = _by_beginning(words, len(name) + 1) if rest > LARGEST and len(name) < DEEPEST else {}
    weights = {each: sum(sizes[word] for word in group) for each, group in groups.items()}
    for beginning in sorted(weights, key=lambda each: (-weights[each], each)):
        if rest <= LARGEST:
            break
        rest -= weights[beginning]
        _divide(beginning, groups.pop(beginning), sizes, pieces)
    apart = {each for each in weights if each not in groups}
    pieces[name] = [word for word in words if word[: len(name) + 1] not in apart]


def _by_beginning(words: Iterable[str], length: int) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= length and word[length - 1] != "#":  # which ends an address
            groups[word[:length]].append(word)
    return groups


def piece_of(postings: Mapping[str, bytes], stem: Callable[[str], str] | None) -> dict[str, str]:
    """Words of one stem, each between two hyphens, with the pages that have one of them."""
    families: dict[str, list[str]] = defaultdict(list)
    for word in postings:
        families[stem(word) if stem else word].append(word)
    return {
        f"-{'-'.join(forms)}-": encoded(merged([postings[form] for form in forms]))
        for forms in families.values()
    }


def merged(postings: Sequence[bytes]) -> bytes:
    """The pages of several words: each counts as that word which counts most on it."""
    if len(postings) == 1:
        return postings[0]
    best: dict[int, int] = {}
    for posting in chain.from_iterable(array("I", each) for each in postings):
        known = best.get(posting >> CODE_BITS)
        if known is None or known % WEIGHTS < posting % WEIGHTS:
            best[posting >> CODE_BITS] = posting
    return array("I", [best[number] for number in sorted(best)]).tobytes()


def encoded(postings: bytes) -> str:
    """Each posting as a number, less the one before it, the letter of its weight, and the capital
    letter of its part unless that is the first: `4a2bB` are two pages."""
    last, pieces = 0, []
    for posting in array("I", postings):
        number, code = posting >> CODE_BITS, posting & ((1 << CODE_BITS) - 1)
        pieces.append(f"{number - last}{CODES[code]}")
        last = number
    return "".join(pieces)


def _code(code: int) -> str:
    part, weight = divmod(code, WEIGHTS)
    return chr(ord("a") + weight) + letter_of(part)


def letter_of(part: int) -> str:
    """By which a part of a text is known; the first has none."""
    return chr(ord("A") + part) if part else ""


CODES = tuple(_code(code) for code in range(26 * WEIGHTS))
