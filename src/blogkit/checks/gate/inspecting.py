"""Looking for private words in the files of a built site; in each file once, until it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from blogkit.building.files import marks_below
from blogkit.checks.gate.private import rows_of
from blogkit.checks.gate.streams import streams_of, texts_of, words_in
from blogkit.checks.secrets import secrets_in
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.building.files import Mark
    from blogkit.checks.gate.private import Private, Words
    from blogkit.memory import Memory

FILE = "gate.pickle"
SKIPPED = frozenset({".doctrees", ".buildinfo", ".buildinfo.bak"})  # not published
NO_PROSE = (".css", ".js", ".map", ".svg")  # in which any word may stand for something else
FEW = 60  # new rows; for more all of a file's rows are looked at


@dataclass(frozen=True)
class Hit:
    """Private words that stand in a file of the site: a row of them, or a telling one."""

    name: str
    rows: frozenset[Words] = frozenset()
    words: frozenset[str] = frozenset()
    secrets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Seen:
    """What an earlier run found nothing private in, and the private words it looked for."""

    marks: dict[str, Mark]
    private: frozenset[str]


def inspect(folder: Path, private: Private, memory: Memory | None, jobs: int) -> list[Hit]:
    """What is private in the files below *folder*. What is known to be clean is not read again,
    but for the words that were not private then."""
    marks = marks_below(folder, lambda name, _: name in SKIPPED)
    rows, words = frozenset(private.rows), frozenset(private.words)
    found = memory.recall(FILE, str(folder)) if memory else None
    seen = found if isinstance(found, Seen) else Seen({}, frozenset())
    changed = [name for name, mark in marks.items() if seen.marks.get(name) != mark]
    hits = in_parallel(partial(_look, folder, rows, words), changed, jobs)
    new_rows = frozenset(row for row in rows if _digest(row) not in seen.private)
    new_words = frozenset(word for word in words if _digest((word,)) not in seen.private)
    if new_rows or new_words:
        rest = sorted(marks.keys() - set(changed))
        hits += in_parallel(partial(_look_for_new, folder, new_rows, new_words), rest, jobs)
    hits = [each for each in hits if each.rows or each.words or each.secrets]
    if memory:
        clean = {name: mark for name, mark in marks.items() if name not in {h.name for h in hits}}
        digests = frozenset(_digest(each) for each in (*rows, *((word,) for word in words)))
        memory.remember(FILE, str(folder), Seen(clean, digests))
    return hits


def _look(folder: Path, rows: frozenset[Words], words: frozenset[str], name: str) -> Hit:
    data = _data(folder / name)
    found_rows: set[Words] = set()
    found_words = words.intersection(words_in(name))
    for stream in streams_of(name, data) if rows or words else ():
        if rows:
            found_rows |= rows.intersection(rows_of(stream))
        if words and not name.endswith(NO_PROSE):
            found_words |= words.intersection(stream)
    return Hit(name, frozenset(found_rows), frozenset(found_words), tuple(_secrets(name, data)))


def _look_for_new(folder: Path, rows: frozenset[Words], words: frozenset[str], name: str) -> Hit:
    """The same for a file in which nothing else was found. Text is first asked for the longest
    word of each row as it is: that takes a hundredth of the time."""
    data = _data(folder / name)
    if name.endswith((".html", ".xml", ".txt")) and len(rows) <= FEW:
        low = data.lower()
        rows = frozenset(row for row in rows if _may_hold(low, max(row, key=len)))
        words = frozenset(word for word in words if _may_hold(low, word) or word in name.lower())
    if not rows and not words:
        return Hit(name)
    hit = _look(folder, rows, words, name)
    return Hit(name, hit.rows, hit.words)


def _may_hold(data: bytes, word: str) -> bool:
    return not word.isascii() or word.encode() in data


def _secrets(name: str, data: bytes) -> Iterable[tuple[str, str]]:
    if name.startswith("_static/") or name.endswith(NO_PROSE):
        return
    for text in texts_of(name, data) if _has_text(name) else ():
        yield from ((each.kind, text[each.start : each.end]) for each in secrets_in(text))


def _has_text(name: str) -> bool:
    return name.endswith((".html", ".json", ".txt", ".xml"))


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # gone meanwhile
        return b""


def _digest(words: Words) -> str:
    return blake2b(" ".join(words).encode(errors="replace"), digest_size=8).hexdigest()
