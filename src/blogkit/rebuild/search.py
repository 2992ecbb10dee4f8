"""Sphinx's search index, made from what is remembered of each page.

Sphinx reads its old index back, which keeps words that are nowhere any more and loses the
entries of `index` directives (sphinx/search/__init__.py: `IndexBuilder.load`, `prune`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blogkit.rebuild.pages import Indexed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.search import IndexBuilder

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
        tuple(sorted(indexer._mapping)),  # noqa: SLF001
        tuple(sorted(indexer._title_mapping)),  # noqa: SLF001
        indexer._all_titles[docname],  # noqa: SLF001
        indexer._index_entries[docname],  # noqa: SLF001
    )
    empty(indexer)
    return found


def fill(indexer: IndexBuilder, indexed: Mapping[str, Indexed]) -> None:
    """Put all pages in, in the order of their names."""
    empty(indexer)
    parts: Any = indexer
    for docname, page in sorted(indexed.items()):
        parts._titles[docname] = page.title  # noqa: SLF001
        parts._filenames[docname] = page.filename  # noqa: SLF001
        parts._all_titles[docname] = page.titles  # noqa: SLF001
        parts._index_entries[docname] = page.entries  # noqa: SLF001
        for word in page.words:
            parts._mapping.setdefault(word, set()).add(docname)  # noqa: SLF001
        for word in page.title_words:
            parts._title_mapping.setdefault(word, set()).add(docname)  # noqa: SLF001
