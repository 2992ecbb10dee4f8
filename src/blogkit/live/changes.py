"""Which of the files that a watcher names are really others now."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LARGE = 20_000_000  # bytes; whether such a file has changed is told by its time


@dataclass
class Changes:
    """What each file held when it was last named."""

    seen: dict[Path, str] = field(default_factory=dict)

    def real(self, paths: Iterable[Path]) -> list[Path]:
        """Those that hold something else than the last time. A file that a build writes again
        as it was is none of them: it would be built for ever."""
        return [path for path in sorted(set(paths)) if self._is_real(path)]

    def were_read(self, digests: Mapping[str, str]) -> list[Path]:
        """Those files, of all that a build has read, that hold something else by now. What it has
        read of them counts as seen: a file that was changed to and fro meanwhile is another."""
        read = {Path(name): digest for name, digest in digests.items()}
        self.seen |= {path: digest for path, digest in read.items() if path in self.seen}
        return self.real(path for path in read if path in self.seen)

    def _is_real(self, path: Path) -> bool:
        now = _contents(path)
        if self.seen.get(path) == now:
            return False
        self.seen[path] = now
        return True


def _contents(path: Path) -> str:
    """What stands for a file's contents, or a folder's; empty if it is not there."""
    try:
        if path.is_dir():
            return sha256(repr(sorted(os.listdir(path))).encode()).hexdigest()  # noqa: PTH208
        stat = path.stat()
        if stat.st_size > LARGE:
            return f"{stat.st_size} {stat.st_mtime_ns}"
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
