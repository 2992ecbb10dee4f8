"""Whether a file has changed, by its content; a stat saves reading it again."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A clock's tick: a file written again within it can have the same times (git calls this racy).
TICK = 20_000_000  # nanoseconds


@dataclass(frozen=True)
class FileState:
    """What was known of a file when it was read; an empty *content* means it was not there."""

    path: str
    mtime: int = 0
    changed: int = 0
    size: int = 0
    content: str = ""
    seen: int = 0

    def is_current(self) -> bool:
        """Whether the file still has this content."""
        try:
            stat = os.stat(self.path)  # noqa: PTH116 - called for every file in every build
        except OSError:
            return not self.content
        same = (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size) == (
            self.mtime,
            self.changed,
            self.size,
        )
        if same and max(self.mtime, self.changed) + TICK < self.seen:
            return True
        return content_digest(self.path) == self.content


def states_of(paths: Iterable[str], *, now: int) -> tuple[FileState, ...]:
    """The states of files as they are at the moment *now* (nanoseconds), before they are read."""
    return tuple(_state_of(path, now) for path in sorted(paths))


def _state_of(path: str, now: int) -> FileState:
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError:
        return FileState(path)
    content = content_digest(path)
    return FileState(path, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, content, now)


def content_digest(path: str) -> str:
    """A digest of a file's content; empty if it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - called for every changed file
            return sha256(file.read()).hexdigest()
    except OSError:
        return ""
