"""The files that a reader's browser loads to search: the index in pieces, and texts for excerpts.

They are plain JSON: any host compresses it on the way, and whoever looks through the site for what
should not be in it can read them.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import snowballstemmer
from babel import Locale, UnknownLocaleError

from blogkit.memory import Memory, likeness
from blogkit.search import kept
from blogkit.search.index import CODE_BITS, Index
from blogkit.search.shards import divide, encoded, letter_of, piece_of
from blogkit.search.stretches import stretches
from blogkit.search.words import for_browsers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx

    from blogkit.memory import Stamp
    from blogkit.search.index import Content, Known

FOLDER = "_search"
MEMORY = "postings.pickle"
PAGE = "/"  # in no word: so begin the names of pages among the words

Likeness = tuple["Stamp", str]  # of a file, see blogkit.memory


@dataclass(frozen=True, eq=False)
class SearchFile:
    """A file yet to be written, which can be done in any process. *shows* is all it is made of."""

    name: str
    shows: object
    make: Callable[[], Any]

    def render(self) -> bytes:
        """The file's bytes."""
        return kept.json_bytes(self.make())


def search_files(app: Sphinx) -> list[SearchFile]:
    """All files of the search index, once every page is written."""
    index = _index_of(app)
    pieces = [*_pieces(index, _stemmer(str(app.config.language or "")))]
    texts = [each for name in sorted(index.pages) for each in _texts(app, name, index.pages[name])]
    entry = _entry(index, [*pieces, *texts])
    return [SearchFile(f"{FOLDER}/index.json", entry, lambda: entry), *pieces, *texts]


def _index_of(app: Sphinx) -> Index:
    """The index of all pages as they are now, which is remembered for the next build."""
    memory, key = Memory(Path(app.doctreedir, kept.FOLDER)), app.builder.name
    last = memory.recall_entries(MEMORY, key)
    before = {name[1:]: found for name, found in last.all.items() if name[:1] == PAGE}
    index = Index(
        {name: known for name, (known, _) in before.items()},
        {word: found for word, found in last.all.items() if word[:1] != PAGE},
    )
    now = _kept_now(app)
    doubtful = [name for name in now if name not in before or before[name][1] != now[name]]
    read = {name: _changed(index, name, kept.path_of(app, name)) for name in doubtful}
    changed = {name: found for name, found in read.items() if found}
    while missing := index.follow(now, changed):
        changed |= {name: _content(kept.path_of(app, name).read_bytes()) for name in missing}
    memory.remember_entries(MEMORY, key, index.postings | _pages(index, now, before), last)
    return index


def _pages(
    index: Index, now: Mapping[str, Likeness], before: Mapping[str, tuple[Known, Likeness]]
) -> dict[str, tuple[Known, Likeness]]:
    """What is remembered of each page, and what its file was like; the very same if it is."""
    pages = {}
    for name, known in index.pages.items():
        last = before.get(name)
        is_same = last and last[0] is known and last[1] == now[name]
        pages[f"{PAGE}{name}"] = last if last and is_same else (known, now[name])
    return pages


def _kept_now(app: Sphinx) -> dict[str, Likeness]:
    """What the files are like in which pages are kept."""
    folder = str(kept.folder_of(app))
    found = ((name, f"{folder}/{name}.json") for name in sorted(app.env.found_docs))
    return {name: like for name, path in found if (like := likeness(path))}


def _changed(index: Index, name: str, path: Path) -> Content | None:
    written = path.read_bytes()
    known = index.pages.get(name)
    return None if known and known.content == kept.digest_of(written) else _content(written)


def _content(written: bytes) -> Content:
    return kept.content_of(kept.read(written))


def _pieces(index: Index, stem: Callable[[str], str] | None) -> Iterator[SearchFile]:
    for name, words in divide(index.postings).items():
        postings = {word: index.postings[word] for word in words}
        digest = sha256("\n".join(words).encode())
        digest.update(b"".join(postings.values()))
        path = f"{FOLDER}/-{name}.json"
        yield SearchFile(path, (f"-{name}", digest.hexdigest()), partial(piece_of, postings, stem))


def _texts(app: Sphinx, name: str, known: Known) -> Iterator[SearchFile]:
    """What is shown of a page that was found, for each part of its text."""
    for part in range(known.parts):
        path = f"{FOLDER}/{known.number}{letter_of(part)}.json"
        yield SearchFile(path, (known.content, part), _text(app, name, part))


def _text(app: Sphinx, name: str, part: int) -> Callable[[], dict[str, Any]]:
    def make() -> dict[str, Any]:
        found = kept.read(kept.path_of(app, name).read_bytes())
        return {
            "address": found.address,
            "title": found.title,
            "day": found.day,
            "date": found.date,
            "picture": found.picture,
            "text": list(stretches(found.parts[part])),
        }

    return make


def _entry(index: Index, files: Iterable[SearchFile]) -> dict[str, Any]:
    """What is loaded first: which pieces there are, those of longer words first, the pages of each
    tag and year, and what words are made of.

    *version* is part of the addresses of all other files: what a browser kept of an older index
    does not fit this one.
    """
    digest = sha256(repr([(each.name, each.shows) for each in files]).encode())
    pieces = [each.shows[0] for each in files if each.name.startswith(f"{FOLDER}/-")]  # type: ignore[index]
    years: dict[str, list[int]] = {}
    tags: dict[str, list[int]] = {}
    for page in sorted(index.pages.values(), key=lambda each: each.number):
        for labels, names in ((years, [page.day[:4]] * bool(page.day)), (tags, page.tags)):
            for name in names:
                labels.setdefault(name, []).append(page.number)
    return {
        "version": digest.hexdigest()[:8],
        "count": len(index.pages),
        "pieces": sorted(pieces, reverse=True),
        "year": {each: _postings(years[each]) for each in sorted(years)},
        "tag": {each: _postings(tags[each]) for each in sorted(tags)},
        **for_browsers(),
    }


def _postings(numbers: list[int]) -> str:
    return encoded(array("I", [each << CODE_BITS for each in numbers]).tobytes())


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    """Of the blog's language, if Snowball knows it; each word is stemmed once in a process."""
    try:
        name = str(
            Locale.parse(language, sep="-" if "-" in language else "_").get_language_name("en")
        )
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    if name.lower() not in snowballstemmer.algorithms():
        return None
    return cache(snowballstemmer.stemmer(name.lower()).stemWord)
