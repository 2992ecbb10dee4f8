"""Sphinx's search index, made from what is remembered of each page.

Sphinx reads its old index back, which keeps words that are nowhere any more and loses the
entries of `index` directives (sphinx/search/__init__.py: `IndexBuilder.load`, `prune`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The parts of an IndexBuilder that hold what it was fed.
PARTS = (
    "_titles",
    "_filenames",
    "_mapping",
    "_title_mapping",
    "_all_titles",
    "_index_entries",
    "_objtypes",
    "_objnames",
)


@dataclass(frozen=True)
class Indexed:
    """What the search index knows of a page; its words on a line each."""

    title: str
    filename: str
    words: str
    title_words: str
    titles: list[Any]
    entries: list[Any]


@dataclass
class Terms:
    """For each word the numbers of the pages that have it; a page's number is its place in *names*.

    It is kept between builds and follows each page that is written, as long as these are the same
    pages: to make it anew takes the words of all of them.
    """

    names: list[str] | None = None
    words: dict[str, array[int]] = field(default_factory=dict)
    title_words: dict[str, array[int]] = field(default_factory=dict)

    def follow(self, name: str, before: Indexed | None, now: Indexed | None) -> None:
        """A page was written that had the words *before*, and has those of *now*."""
        names = self.names or []
        at = bisect_left(names, name)
        if not before or not now or names[at : at + 1] != [name]:
            self.names = None  # another set of pages: each may get another number
            return
        _replace(self.words, at, before.words, now.words)
        _replace(self.title_words, at, before.title_words, now.title_words)

    def settle(self, pages: Mapping[str, Indexed]) -> None:
        """See to it that it is right for these *pages*, which are in the order of their names."""
        if self.names == [*pages]:
            return
        self.names = [*pages]
        self.words = _numbers_by_word(page.words for page in pages.values())
        self.title_words = _numbers_by_word(page.title_words for page in pages.values())


def empty(indexer: Any) -> None:
    """Forget all pages, and let go of the environment's dictionaries: they would be pickled."""
    for part in PARTS:
        setattr(indexer, part, {})


def taken_out(indexer: Any, docname: str) -> Indexed | None:
    """What the index was just fed of one page; it is empty again afterwards."""
    if docname not in indexer._titles:  # noqa: SLF001 - Sphinx offers no other way
        return None
    found = Indexed(
        indexer._titles[docname],  # noqa: SLF001
        indexer._filenames[docname],  # noqa: SLF001
        "\n".join(indexer._mapping),  # noqa: SLF001
        "\n".join(indexer._title_mapping),  # noqa: SLF001
        indexer._all_titles[docname],  # noqa: SLF001
        indexer._index_entries[docname],  # noqa: SLF001
    )
    empty(indexer)
    return found


def fill(indexer: Any, indexed: Mapping[str, Indexed], terms: Terms) -> None:
    """Put all pages in, in the order of their names."""
    empty(indexer)
    pages = dict(sorted(indexed.items()))
    terms.settle(pages)
    indexer._titles = {name: page.title for name, page in pages.items()}  # noqa: SLF001
    indexer._filenames = {name: page.filename for name, page in pages.items()}  # noqa: SLF001
    indexer._all_titles = {name: page.titles for name, page in pages.items()}  # noqa: SLF001
    indexer._index_entries = {name: page.entries for name, page in pages.items()}  # noqa: SLF001
    indexer.prune = lambda docnames: None  # there is nothing else in it
    indexer.get_terms = lambda numbers: (_as_sphinx(terms.words), _as_sphinx(terms.title_words))


def _replace(numbers: dict[str, array[int]], page: int, before: str, now: str) -> None:
    for word in _set(before) - _set(now):
        numbers[word].remove(page)
        if not numbers[word]:
            del numbers[word]
    for word in _set(now) - _set(before):
        insort(numbers.setdefault(word, array("L")), page)


def _set(words: str) -> set[str]:
    return set(words.split("\n")) - {""}


def _numbers_by_word(pages: Iterable[str]) -> dict[str, array[int]]:
    found: dict[str, list[int]] = {}
    for number, words in enumerate(pages):
        for word in _set(words):
            found.setdefault(word, []).append(number)
    return {word: array("L", numbers) for word, numbers in found.items()}


def _as_sphinx(numbers: Mapping[str, array[int]]) -> dict[str, list[int] | int]:
    """As `IndexBuilder.get_terms` returns them: of a single page just the number."""
    return {word: found.tolist() if len(found) > 1 else found[0] for word, found in numbers.items()}
