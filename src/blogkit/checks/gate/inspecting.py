"""Looking for private words in the files of a built site; in each file once, until it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from blogkit.building.files import marks_below
from blogkit.checks.gate.private import rows_of
from blogkit.checks.gate.streams import GZIP, is_code, texts_of, words_in
from blogkit.checks.secrets import secrets_in
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from blogkit.building.files import Mark
    from blogkit.checks.gate.private import Private, Words
    from blogkit.memory import Memory

FILE = "gate.pickle"
SKIPPED = frozenset({".doctrees", ".buildinfo", ".buildinfo.bak"})  # not published
NO_PROSE = (".css", ".js", ".map", ".svg")  # in which any word may stand for something else
FEW = 60  # words that are sooner looked for one by one than a file is cut into words
PLAIN = (".html", ".xml", ".txt", ".js", ".css", ".svg")  # words stand in them as they are
TO_WORDS = bytes(
    ord(chr(at).lower()) if at < 128 and chr(at).isalnum() else 32 for at in range(256)
)


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


Judge = Callable[[list[Hit]], list[Hit]]


@dataclass(frozen=True)
class Seen:
    """What an earlier run found nothing private in, and the private words it looked for."""

    marks: dict[str, Mark]
    private: frozenset[str]


@dataclass(frozen=True)
class Wanted:
    """Private rows and words, the rows also by the word that is asked for first."""

    rows: frozenset[Words]
    words: frozenset[str]
    by_first: Mapping[bytes, list[Words]]

    @classmethod
    def of(cls, rows: Iterable[Words], words: Iterable[str]) -> Wanted:
        """A row is asked for by its longest word of plain letters, or always if it has none."""
        by_first: dict[bytes, list[Words]] = {}
        every = frozenset(rows)
        for row in every:
            by_first.setdefault(max(map(_plain, row), key=len), []).append(row)
        return cls(every, frozenset(words), by_first)

    def perhaps_in(self, name: str, data: bytes) -> tuple[frozenset[Words], frozenset[str]]:
        """Those whose plain words are all in the file: a tenth of the time of a real look."""
        if not self.rows and not self.words:
            return self.rows, self.words
        if not name.endswith(PLAIN) or data.startswith(GZIP):
            return self.rows, self.words
        if len(self.by_first) + len(self.words) <= FEW and not self._stands_in(data.lower()):
            return frozenset(), frozenset()
        there = {b"", *data.replace(b"%20", b" ").translate(TO_WORDS).split()}
        first = there.intersection(self.by_first)
        rows = (row for each in first for row in self.by_first[each])
        return (
            frozenset(row for row in rows if there.issuperset(map(_plain, row))),
            frozenset(word for word in self.words if _plain(word) in there),
        )

    def _stands_in(self, low: bytes) -> bool:
        return any(first in low for first in self.by_first) or any(
            _plain(word) in low for word in self.words
        )


def _plain(word: str) -> bytes:
    """The word as it stands in a file; empty if it may stand there in several ways."""
    return word.encode() if word.isascii() else b""


def inspect(
    folder: Path, private: Private, memory: Memory | None, jobs: int, judge: Judge = list
) -> list[Hit]:
    """What is private in the files below *folder*, and still is when *judge* has seen it.

    What is known to be clean is not read again, but for the words that were not private then.
    """
    marks = marks_below(folder, lambda name, _: name in SKIPPED)
    rows, words = frozenset(private.rows), frozenset(private.words)
    found = memory.recall(FILE, str(folder)) if memory else None
    seen = found if isinstance(found, Seen) else Seen({}, frozenset())
    changed = [name for name, mark in marks.items() if seen.marks.get(name) != mark]
    hits = in_parallel(partial(_look, folder, Wanted.of(rows, words)), changed, jobs)
    fresh = Wanted.of(
        (row for row in rows if _digest(row) not in seen.private),
        (word for word in words if _digest((word,)) not in seen.private),
    )
    if fresh.rows or fresh.words:
        rest = sorted(marks.keys() - set(changed))
        hits += in_parallel(partial(_look, folder, fresh, for_secrets=False), rest, jobs)
    hits = judge([each for each in hits if each.says_something])
    if memory:
        leaking = {each.name for each in hits}
        clean = {name: mark for name, mark in marks.items() if name not in leaking}
        digests = frozenset(_digest(each) for each in (*rows, *((word,) for word in words)))
        memory.remember(FILE, str(folder), Seen(clean, digests))
    return hits


def _look(folder: Path, wanted: Wanted, name: str, *, for_secrets: bool = True) -> Hit:
    data = _data(folder / name)
    secrets = tuple(_secrets(name, data)) if for_secrets else ()
    in_name = wanted.words.intersection(words_in(name))
    rows, words = wanted.perhaps_in(name, data)
    if not rows and not words:
        return Hit(name, words=in_name, secrets=secrets)
    found_rows: set[Words] = set()
    found_words = set(in_name)
    for text in texts_of(name, data):
        stream = words_in(text)
        found_rows |= rows.intersection(rows_of(stream))
        if not name.endswith(NO_PROSE) and not is_code(text):
            found_words |= words.intersection(stream)
    return Hit(name, frozenset(found_rows), frozenset(found_words), secrets)


def _secrets(name: str, data: bytes) -> Iterable[tuple[str, str]]:
    if name.startswith("_static/") or not name.endswith((".html", ".json", ".txt", ".xml")):
        return
    text = data.decode("utf-8", errors="replace")
    yield from ((each.kind, text[each.start : each.end]) for each in secrets_in(text))


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # gone meanwhile
        return b""


def _digest(words: Words) -> str:
    return blake2b(" ".join(words).encode(errors="replace"), digest_size=8).hexdigest()
