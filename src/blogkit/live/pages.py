"""What the server shows: the site as it was built, and over it what is newer, or better.

A first look at an edited post is newer than its page on the disk; the last good page is better
than one that could not be built. Both are in memory only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CHECKSUM = re.compile(rb"\?v=[0-9a-f]{8}")  # of a stylesheet or script: these are swapped alone
STYLES = (".css",)


@dataclass(frozen=True)
class Newer:
    """A file that is not in the site yet, and by which change it came about."""

    data: bytes
    number: int


@dataclass
class Pages:
    """The files of a site, by their paths within it."""

    site: Path
    newer: dict[str, Newer] = field(default_factory=dict)
    last_good: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def view(self, path: str) -> bytes | None:
        """What a reader of this preview gets to see; None if there is no such file."""
        if path in self.newer:
            return self.newer[path].data
        if path in self.broken and path in self.last_good:
            return self.last_good[path]
        try:
            return (self.site / path).read_bytes()
        except OSError:
            return None

    def digest(self, path: str) -> str:
        """By which a tab knows that it shows something else; empty if there is no such page."""
        data = self.view(path)
        return "" if data is None else digest_of(data)

    def keep_before(self, path: str) -> None:
        """An edit is about to be shown: keep what there was, in case it cannot be built."""
        if path not in self.broken and path not in self.before:
            data = self.view(path)
            if data is not None:
                self.before[path] = data

    def put(self, path: str, data: bytes, number: int) -> None:
        """Show this until a build that began after change *number* has been written."""
        self.newer[path] = Newer(data, number)

    def show_look(self, path: str, data: bytes, number: int) -> None:
        """A first look has come out well."""
        self.mend(path)
        self.put(path, data, number)

    def break_(self, path: str) -> None:
        """The page cannot be built: go on showing the last good one."""
        self.newer.pop(path, None)
        if path not in self.broken and path in self.before:
            self.last_good[path] = self.before[path]
        self.broken.add(path)

    def mend(self, path: str) -> None:
        self.broken.discard(path)
        self.last_good.pop(path, None)

    def was_written(self, number: int) -> None:
        """The site holds all changes up to this number."""
        self.newer = {path: each for path, each in self.newer.items() if each.number > number}

    def was_built(self, broken: set[str], *, keeps: bool) -> None:
        """A build has told which pages are not what their authors wrote. With *keeps*, further
        edits wait, which may break further pages."""
        for path in self.broken - broken:
            self.mend(path)
        for path in broken:
            self.break_(path)
        if not keeps:
            self.before.clear()


def digest_of(data: bytes) -> str:
    """The same for pages that differ in nothing but the checksums of what they load."""
    return sha256(CHECKSUM.sub(b"", data)).hexdigest()[:16]
