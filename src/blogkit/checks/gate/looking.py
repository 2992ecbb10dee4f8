"""One file after the other is looked through for private words, and for secrets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blogkit.checks.gate.private import rows_of
from blogkit.checks.gate.streams import GZIP, is_code, pieces_of, texts_of, words_in
from blogkit.checks.secrets import secrets_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from blogkit.checks.gate.private import Words

NO_PROSE = (".css", ".js", ".map", ".svg")  # in which any word may stand for something else
FEW = 60  # words that are sooner looked for one by one than a file is cut into words
PLAIN = (".html", ".xml", ".txt", ".js", ".css", ".svg")  # words stand in them as they are
MANY = 2000  # pieces that are kept in mind


@dataclass(frozen=True)
class Hit:
    """Private words that stand in a file of the site: a row of them, or a telling one."""

    name: str
    rows: frozenset[Words] = frozenset()
    words: frozenset[str] = frozenset()
    secrets: tuple[tuple[str, str], ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.rows or self.words or self.secrets)

    @classmethod
    def joined(cls, hits: Iterable[Hit]) -> Hit:
        """All rows and words of several."""
        every = list(hits)
        rows = frozenset(row for hit in every for row in hit.rows)
        return cls("", rows, frozenset(word for hit in every for word in hit.words))


@dataclass(frozen=True)
class Wanted:
    """Private rows and words, and of each the letters without which it stands in no page."""

    rows: frozenset[Words]
    words: frozenset[str]
    signs: frozenset[bytes]

    @classmethod
    def of(cls, rows: Iterable[Words], words: Iterable[str]) -> Wanted:
        """The sign of a row is its longest word of plain letters; it may have none."""
        every, telling = frozenset(rows), frozenset(words)
        signs = {max(map(_plain, row), key=len) for row in every} | set(map(_plain, telling))
        return cls(every, telling, frozenset(signs))

    def perhaps_in(self, name: str, data: bytes) -> bool:
        """Whether a real look is worth its time; where much is wanted, it always is."""
        if not self.signs:
            return False
        if len(self.signs) > FEW or not name.endswith(PLAIN) or data.startswith(GZIP):
            return True
        low = data.lower()
        return any(sign in low for sign in self.signs)


def _plain(word: str) -> bytes:
    """The word as it stands in a file; empty if it may stand there in several ways."""
    return word.encode() if word.isascii() else b""


@dataclass(frozen=True)
class Looker:
    """Looks through the files below a folder; through what many of them share, once.

    *clean* are pieces of files in which nothing was found.
    """

    folder: Path
    wanted: Wanted
    for_secrets: bool = True
    clean: set[bytes] = field(default_factory=set)

    def look(self, name: str) -> Hit:
        """What is private in a file, and in its name."""
        pieces = pieces_of(name, _data(self.folder / name))
        hit = self._hit(name, [each for each in pieces if each not in self.clean])
        if hit.says_something:
            return self._hit(name, pieces)
        if len(self.clean) > MANY:
            self.clean.clear()
        self.clean.update(pieces[1:])
        return hit

    def _hit(self, name: str, pieces: Sequence[bytes]) -> Hit:
        rows: set[Words] = set()
        words = set(self.wanted.words.intersection(words_in(name)))
        for text in self._texts(name, pieces):
            stream = words_in(text)
            rows |= self.wanted.rows.intersection(rows_of(stream))
            if not name.endswith(NO_PROSE) and not is_code(text):
                words |= self.wanted.words.intersection(stream)
        secrets = tuple(_secrets(name, pieces)) if self.for_secrets else ()
        return Hit(name, frozenset(rows), frozenset(words), secrets)

    def _texts(self, name: str, pieces: Iterable[bytes]) -> Iterator[str]:
        for piece in pieces:
            if self.wanted.perhaps_in(name, piece):
                yield from texts_of(name, piece)


def _secrets(name: str, pieces: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    if name.startswith("_static/") or not name.endswith((".html", ".json", ".txt", ".xml")):
        return
    text = b"\n".join(pieces).decode("utf-8", errors="replace")
    yield from ((each.kind, text[each.start : each.end]) for each in secrets_in(text))


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # gone meanwhile
        return b""
