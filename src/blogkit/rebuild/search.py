"""Sphinx's search index, made from what is remembered of each page.

Sphinx reads its old index back, which keeps words that are nowhere any more and loses the
entries of `index` directives (sphinx/search/__init__.py: `IndexBuilder.load`, `prune`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from sys import intern
from typing import TYPE_CHECKING, Any

from blogkit.rebuild.pages import Indexed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from blogkit.rebuild.pages import Page

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
        tuple(indexer._mapping),  # noqa: SLF001
        tuple(indexer._title_mapping),  # noqa: SLF001
        indexer._all_titles[docname],  # noqa: SLF001
        indexer._index_entries[docname],  # noqa: SLF001
    )
    empty(indexer)
    return found


def share_words(page: Page) -> Page:
    """Let pages have their words in common: that makes the index ten times smaller to keep."""
    if page.indexed is None:
        return page
    words = tuple(map(intern, page.indexed.words))
    title_words = tuple(map(intern, page.indexed.title_words))
    return replace(page, indexed=replace(page.indexed, words=words, title_words=title_words))


def fill(indexer: Any, indexed: Mapping[str, Indexed]) -> None:
    """Put all pages in, in the order of their names."""
    empty(indexer)
    pages = dict(sorted(indexed.items()))
    indexer._titles = {name: page.title for name, page in pages.items()}  # noqa: SLF001
    indexer._filenames = {name: page.filename for name, page in pages.items()}  # noqa: SLF001
    indexer._all_titles = {name: page.titles for name, page in pages.items()}  # noqa: SLF001
    indexer._index_entries = {name: page.entries for name, page in pages.items()}  # noqa: SLF001
    indexer.prune = lambda docnames: None  # there is nothing else in it
    indexer.get_terms = lambda numbers: (
        _numbers_by_word((page.words, numbers[name]) for name, page in pages.items()),
        _numbers_by_word((page.title_words, numbers[name]) for name, page in pages.items()),
    )


def _numbers_by_word(pages: Iterable[tuple[tuple[str, ...], int]]) -> dict[str, list[int] | int]:
    """For each word the numbers of the pages that have it; of a single one just the number.

    What `IndexBuilder.get_terms` makes of sets of names, without making and sorting these.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for words, number in pages:
        for word in words:
            found[word].append(number)
    return {word: numbers if len(numbers) > 1 else numbers[0] for word, numbers in found.items()}
