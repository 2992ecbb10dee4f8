"""Whether a file has changed, by its content; a stamp saves reading it again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from blogkit.memory import is_settled, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.memory import Stamp


@dataclass(frozen=True)
class FileState:
    """What was known of a file at the moment *seen*; without a *stamp* it was not there."""

    path: str
    stamp: Stamp | None = None
    content: str = ""
    seen: int = 0

    def is_current(self) -> bool:
        """Whether the file still has this content."""
        stamp = stamp_of(self.path)
        if stamp is None or self.stamp is None:
            return stamp is self.stamp
        if stamp == self.stamp and is_settled(stamp, self.seen):
            return True
        return content_digest(self.path) == self.content


def states_of(paths: Iterable[str], *, now: int) -> tuple[FileState, ...]:
    """The states of files as they are at the moment *now* (nanoseconds), before they are read."""
    return tuple(
        FileState(path, stamp, content_digest(path), now) if stamp else FileState(path)
        for path in sorted(paths)
        for stamp in [stamp_of(path)]
    )


def content_digest(path: str) -> str:
    """A digest of a file's content; empty if it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - called for every changed file
            return sha256(file.read()).hexdigest()
    except OSError:
        return ""
