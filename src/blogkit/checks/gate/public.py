"""What readers see anyway, asked only about words that were found: then they are no secret."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.checks.gate.private import rows_of, visible_texts
from blogkit.checks.gate.streams import texts_of, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from blogkit.checks.gate.private import Words
    from blogkit.site import Site

# Whose templates and messages stand on every page; a draft's title may well share a word with them.
PACKAGES = ("ablog", "blogkit", "sphinx")
TEXTS = {
    ".css",
    ".html",
    ".jinja",
    ".js",
    ".json",
    ".md",
    ".po",
    ".pot",
    ".py",
    ".rst",
    ".txt",
    ".xml",
}
SHOWN = ("**/*.html", "**/*.js", "**/*.pot", "**/*.svg")  # of a package
DOCUMENT = ".pdf"  # that an author links, for readers to load
LARGEST = 1_000_000  # bytes of a text that is read


def published_words(
    site: Site, files: Iterable[Path], settings: Iterable[str], theme: str
) -> Iterator[list[str]]:
    """Runs of words that readers see: of posts, of what they include, of templates and settings."""
    for document in site.documents.values():
        if document.is_published(site.now):
            yield words_in(document.docname)
            yield from map(words_in, visible_texts(document))
    yield from map(words_in, settings)
    for path in files:
        yield from _words_of_file(path)
    yield from _words_of_programs(theme)


def not_published(
    rows: set[Words], words: set[str], runs: Iterable[Sequence[str]]
) -> tuple[set[Words], set[str]]:
    """Those of the rows and words that are in none of the *runs*."""
    rows, words = set(rows), set(words)
    for run in runs:
        if not rows and not words:
            break
        words.difference_update(run)
        if rows:
            rows.difference_update(rows_of(list(run)))
    return rows, words


def _words_of_file(path: Path) -> Iterator[list[str]]:
    if not path.is_file() or not _is_read(path):
        return
    for text in texts_of(path.name, path.read_bytes()):
        yield words_in(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))


def _is_read(path: Path) -> bool:
    is_small = path.suffix in TEXTS and path.stat().st_size <= LARGEST
    return is_small or path.suffix.lower() == DOCUMENT


@lru_cache(maxsize=2)
def _words_of_programs(theme: str) -> tuple[list[str], ...]:
    packages = dict.fromkeys((*PACKAGES, theme))
    specs = (find_spec(each) for each in packages if each.isidentifier())
    folders = (each for spec in specs if spec for each in spec.submodule_search_locations or ())
    paths = (path for each in folders for kind in SHOWN for path in sorted(Path(each).glob(kind)))
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in paths)
    names = (*calendar.month_name, *calendar.month_abbr, *calendar.day_name)
    return (*map(words_in, texts), words_in(" ".join(names)))
