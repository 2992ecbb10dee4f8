"""For each word the pages that have it: kept between builds, it follows each page that changes.

A page's number says when it was written, so that a post that comes or goes leaves the numbers of
the others as they are, unless many are of one day.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


EPOCH = date(1970, 1, 1).toordinal()
A_DAY = 4  # numbers for the posts of one day; further ones take those of the next days
CODE_BITS = 8  # of a posting: part and weight, as in PageText.words; above them is the number
FEW = 20  # pages changed, up to which the words of the others need not be counted again


@dataclass(frozen=True)
class Content:
    """What the index takes of a page: its words, each with its byte of *codes*.

    Not its text: a clean build has all pages in memory at once.
    """

    digest: str
    day: str
    tags: tuple[str, ...]
    parts: int
    words: tuple[str, ...]
    codes: bytes


@dataclass(frozen=True)
class Known:
    """What the index holds of a page: as whom, and a digest of all that can be found of it."""

    number: int
    content: str
    day: str
    tags: tuple[str, ...]
    parts: int


@dataclass
class Index:
    """*pages* by their names; *postings* has for each word its pages' sorted numbers and codes."""

    pages: dict[str, Known] = field(default_factory=dict)
    postings: dict[str, bytes] = field(default_factory=dict)

    def follow(self, names: Iterable[str], changed: Mapping[str, Content]) -> set[str]:
        """Hold these pages from now on, of which some are new or were *changed*.

        Returns the pages whose words are needed besides, because their numbers have changed or
        because it is easier to begin anew; with them among the changed ones it has to be called
        again, and nothing has happened yet.
        """
        days = {name: self._day(name, changed) for name in names}
        numbers = numbered(days)
        moved = {each for each in numbers if each in self.pages and self._moves(each, numbers)}
        gone = self.pages.keys() - numbers.keys()
        is_much = len(moved | gone | changed.keys()) > FEW
        missing = (numbers.keys() if is_much else moved) - changed.keys()
        if missing:
            return missing
        if is_much:
            self.pages, self.postings = {}, {}
        former = dict(self.postings)
        self._forget({*gone, *changed} & self.pages.keys())
        self._learn(changed, numbers)
        self._keep_same(former)
        return set()

    def _day(self, name: str, changed: Mapping[str, Content]) -> str:
        return changed[name].day if name in changed else self.pages[name].day

    def _moves(self, name: str, numbers: Mapping[str, int]) -> bool:
        return self.pages[name].number != numbers[name]

    def _forget(self, names: Iterable[str]) -> None:
        numbers = [self.pages.pop(name).number for name in names]
        for word, before in list(self.postings.items()) if numbers else ():
            there = memoryview(before).cast("I")
            found = [at for number in numbers if (at := _place(there, number)) is not None]
            if not found:
                continue
            postings = array("I", before)
            for at in sorted(found, reverse=True):
                del postings[at]
            if postings:
                self.postings[word] = postings.tobytes()
            else:
                del self.postings[word]

    def _learn(self, changed: Mapping[str, Content], numbers: Mapping[str, int]) -> None:
        """In the order of numbers: most are put at the end."""
        postings: dict[str, array[int]] = {}
        for name in sorted(changed, key=lambda each: numbers[each]):
            page, number = changed[name], numbers[name]
            self.pages[name] = Known(number, page.digest, page.day, page.tags, page.parts)
            first = number << CODE_BITS
            for word, code in zip(page.words, page.codes, strict=True):
                known = postings.get(word)
                if known is None:
                    known = postings[word] = array("I", self.postings.get(word, b""))
                if known and known[-1] > first:
                    known.insert(bisect_left(known, first), first | code)
                else:  # nearly always, and of millions each counts
                    known.append(first | code)
        self.postings |= {word: each.tobytes() for word, each in postings.items()}

    def _keep_same(self, former: Mapping[str, bytes]) -> None:
        """What holds what it held is the very same again: that is not written once more."""
        for word, before in former.items():
            if self.postings.get(word) == before:
                self.postings[word] = before


def numbered(days: Mapping[str, str]) -> dict[str, int]:
    """A number for each page, by its day; pages without one come first."""
    numbers, last = {}, -1
    for day, name in sorted((day, name) for name, day in days.items()):
        last = max(last + 1, _first_of(day))
        numbers[name] = last
    return numbers


def _first_of(day: str) -> int:
    return max(0, date.fromisoformat(day).toordinal() - EPOCH) * A_DAY if day else 0


def _place(postings: Sequence[int], number: int) -> int | None:
    at = bisect_left(postings, number << CODE_BITS)
    is_there = at < len(postings) and postings[at] >> CODE_BITS == number
    return at if is_there else None
