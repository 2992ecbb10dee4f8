"""The files that a build may read, and which of them have changed since.

A file is the same if its bytes are: a touch, a checkout, a copy with other time stamps change
nothing. The bytes are looked at only where the time stamps leave a doubt. That is also the case
for a file written within moments of the last look, whose next change may bear the same stamps.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from stat import S_ISREG
from typing import TYPE_CHECKING

from blogkit.building.files import Mark, mark_of, marks_below

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COARSE = 2_000_000_000  # nanoseconds; the time stamps of some file systems count by two seconds
LARGEST_READ = 1_000_000  # bytes; of larger files (photos, films) the stamps must do
FOLDERS_SKIPPED = frozenset({"__pycache__", "node_modules"})
UNKNOWN = "?"  # no file's digest

Known = tuple[Mark, str]  # the digest is empty where the stamps must do


@dataclass(frozen=True)
class Inputs:
    """The files as they were at the moment *seen* (nanoseconds); None for what was not there.

    Names are relative to the blog's folder, or absolute.
    """

    seen: int
    files: dict[str, Known | None]

    def is_doubtful(self, name: str) -> bool:
        """Whether a file may have been changed after the look without other time stamps."""
        known = self.files.get(name)
        return known is not None and max(known[0][1:]) >= self.seen - COARSE


def look(root: Path, further: Iterable[str], before: Inputs | None = None) -> Inputs:
    """All files of the blog in *root*, and those that *further* names, folders with all in them.

    Digests are taken over from *before* for files whose stamps are beyond doubt the same.
    """
    seen = time.time_ns()
    marks: dict[str, Mark | None] = {**marks_below(root, partial(_is_skipped, root))}
    for name in further:
        marks.update(_further(root, name))
    files = {
        name: mark and (mark, _digest(root, name, mark, before)) for name, mark in marks.items()
    }
    return Inputs(seen, files)


def add_further(inputs: Inputs, root: Path, further: Iterable[str]) -> Inputs:
    """Add what a build turned out to read; what was written since it began counts as changed.

    What is among the *inputs* was looked at when the build began, and is not looked at again.
    """
    found: dict[str, Known | None] = {}
    for name in further:
        marks = {} if name in inputs.files else _further(root, name)
        for each, mark in marks.items():
            if each in inputs.files or each in found:
                continue
            late = mark and max(mark[1:]) >= inputs.seen
            found[each] = mark and (mark, UNKNOWN if late else _content(root / each, mark))
    return Inputs(inputs.seen, {**found, **inputs.files})


def changed(before: Inputs, now: Inputs) -> set[str]:
    """The names of the files that are new, gone, or have other bytes."""
    return {
        name
        for name in before.files.keys() | now.files.keys()
        if name not in before.files
        or name not in now.files
        or _differ(before.files[name], now.files[name], doubtful=before.is_doubtful(name))
    }


def _differ(before: Known | None, now: Known | None, *, doubtful: bool) -> bool:
    if before is None or now is None:
        return before is not now
    if before[1] or now[1]:
        return before[1] != now[1]
    return doubtful or before[0] != now[0]


def _is_skipped(root: Path, name: str, entry: os.DirEntry[str]) -> bool:
    """Hidden files, what this command writes, and programs that others wrote."""
    if entry.name.startswith(".") or entry.name in FOLDERS_SKIPPED or name == "_build":
        return True
    return not entry.is_file(follow_symlinks=False) and os.path.exists(  # noqa: PTH110 - fast
        f"{root}/{name}/pyvenv.cfg"
    )


def _further(root: Path, name: str) -> dict[str, Mark | None]:
    path = root / name
    try:
        status = path.stat()
    except OSError:
        return {name: None}
    if path.is_dir():
        inside = marks_below(path, lambda _, entry: entry.name in FOLDERS_SKIPPED)
        return {f"{name}/{each}": mark for each, mark in inside.items()}
    return {name: mark_of(status)}


def _digest(root: Path, name: str, mark: Mark, before: Inputs | None) -> str:
    known = before.files.get(name) if before else None
    if before and known and known[0] == mark and not before.is_doubtful(name):
        return known[1]
    return _content(root / name, mark)


def _content(path: Path, mark: Mark) -> str:
    if mark[0] > LARGEST_READ:
        return ""
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe would never end
            return ""
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:  # unreadable: it is the same until its stamps differ
        return ""
