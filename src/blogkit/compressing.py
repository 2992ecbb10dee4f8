"""`python -m blogkit compress`: each text of the site once more, as gzip and as Brotli.

For servers that give such a file out instead of packing anew for each reader. They lie beside the
site, in a folder of their own: hosts that pack by themselves need not get them. The same text gives
the same bytes; what has not changed since the last time is not packed again.
"""

from __future__ import annotations

import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import brotli

from blogkit.building.files import marks_below
from blogkit.parallel import cores
from blogkit.words import counted, say
from blogkit.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SITE, FOLDER = "_build/html", "_build/compressed"
TEXTS = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
QUALITY = 10  # of 11, which takes more than twice the time to save half a percent
FEWEST = 1000  # bytes; fewer travel in one packet anyway
FAILED, UNUSABLE = 1, 2
PUBLIC = 0o644


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # else the time would be in it


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=QUALITY))


PACKERS: dict[str, Callable[[bytes], bytes]] = {".br": _brotli, ".gz": _gzip}


@dataclass(frozen=True)
class Task:
    """A file of the site, and what it is to become."""

    file: Path
    packed: Path

    def do(self) -> None:
        """Pack it. The time is that of the file: by it they are known to belong together."""
        time = self.file.stat().st_mtime_ns
        write_whole(self.packed, PACKERS[self.packed.suffix](self.file.read_bytes()), mode=PUBLIC)
        os.utime(self.packed, ns=(time, time))


def compress(root: Path) -> int:
    """Pack the texts of the site of the blog in *root*; returns the exit code."""
    if not (root / SITE).is_dir():
        say(f"there is no {SITE} to compress: 'make html' builds it")
        return UNUSABLE
    try:
        wanted = dict(_wanted(root))
        _remove_others(root, wanted)
        tasks = [each for each in wanted.values() if not _is_done(each)]
        _do(tasks)
    except OSError as error:
        say(f"the compressed files could not be written: {error}; what is there is whole")
        return FAILED
    new, same = counted(len(tasks), "file"), len(wanted) - len(tasks)
    say(f"Wrote {new} into {FOLDER}; {same} were there.")
    return 0


def _wanted(root: Path) -> Iterator[tuple[str, Task]]:
    for name, mark in marks_below(root / SITE).items():
        if name.endswith(TEXTS) and mark[0] >= FEWEST:
            for ending in PACKERS:
                packed = name + ending
                yield packed, Task(root / SITE / name, root / FOLDER / packed)


def _is_done(task: Task) -> bool:
    try:
        return task.packed.stat().st_mtime_ns == task.file.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def _remove_others(root: Path, wanted: dict[str, Task]) -> None:
    """Take away what belongs to no file any more."""
    for name in marks_below(root / FOLDER).keys() - wanted.keys():
        (root / FOLDER / name).unlink()


def _do(tasks: list[Task]) -> None:
    """All tasks, on all cores; the first error, and Ctrl-C, end the rest."""
    threads = ThreadPoolExecutor(cores())
    try:
        list(threads.map(Task.do, tasks))
    finally:
        threads.shutdown(cancel_futures=True)
