"""All pictures of a blog, ready to be published: made now, or taken from the cache.

Nothing is decoded, and hardly anything read, for a file whose times and size are as they were.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from blogkit.memory import Memory, Stamp, fingerprint, is_settled, stamp_of
from blogkit.photos.cache import find, remove_abandoned
from blogkit.photos.codec import CODEC
from blogkit.photos.making import Task, contents_of, make
from blogkit.photos.model import Photo, PhotoSettings, Unusable
from blogkit.workers import BrokeDown, work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

KNOWN = "contents"  # what the originals hold, by their times and sizes
ORIGINALS = "by path"
UNREAD = Unusable("it is not there, or cannot be read")
BROKEN = Unusable("the program that reads pictures broke down over it")

Known = dict[str, tuple[Stamp, str]]


def prepare(
    originals: Sequence[Path],
    cache: Path,
    settings: PhotoSettings,
    *,
    jobs: int,
    progress: Callable[[int, int], None] | None = None,
) -> dict[Path, Photo | Unusable]:
    """Every original with what is published of it, by up to *jobs* processes.

    *progress* is told how many pictures were made, of how many that had to be; not at all if every
    one was at hand. Raises OSError where the cache cannot be written.
    """
    tasks = _tasks(originals, cache, settings, jobs)
    found = _found_or_made(tasks.values(), cache, jobs, progress)
    return _by_path(originals, tasks, found)


def sketch(
    originals: Sequence[Path], cache: Path, settings: PhotoSettings, *, jobs: int
) -> tuple[dict[Path, Photo | Unusable], list[Path]]:
    """The same at once: what is not made yet has one small variant for now.

    Besides, those originals that are to be made. Raises OSError as above.
    """
    tasks = _tasks(originals, cache, settings, jobs)
    missing = [path for path, task in tasks.items() if not find(cache, task.digest)]
    for path in missing:
        digest = fingerprint([tasks[path].digest, "rough"])
        tasks[path] = replace(tasks[path], digest=digest, is_rough=True)
    found = _found_or_made(tasks.values(), cache, jobs, None)
    return _by_path(originals, tasks, found), missing


def _tasks(
    originals: Sequence[Path], cache: Path, settings: PhotoSettings, jobs: int
) -> dict[Path, Task]:
    """What there would be to do, for all originals that can be read."""
    return {
        path: Task(path, held, fingerprint([held, settings, CODEC]), cache, settings)
        for path, held in _contents(originals, cache, jobs).items()
        if held
    }


def _found_or_made(
    tasks: Iterable[Task],
    cache: Path,
    jobs: int,
    progress: Callable[[int, int], None] | None,
) -> dict[str, Photo | Unusable]:
    """What became of each task, by its digest."""
    digests = {task.digest: task for task in tasks}  # the same picture only once
    found = {digest: photo for digest in digests if (photo := find(cache, digest))}
    missing = [task for digest, task in digests.items() if digest not in found]
    if missing:
        remove_abandoned(cache)
        found |= _made(missing, jobs, progress)
    return found


def _by_path(
    originals: Sequence[Path], tasks: Mapping[Path, Task], found: Mapping[str, Photo | Unusable]
) -> dict[Path, Photo | Unusable]:
    digests = {path: task.digest for path, task in tasks.items()}
    return {path: found.get(digests.get(path, ""), UNREAD) for path in originals}


def _made(
    tasks: Sequence[Task], jobs: int, progress: Callable[[int, int], None] | None
) -> dict[str, Photo | Unusable]:
    tell = progress or (lambda done, total: None)
    made: dict[str, Photo | Unusable] = {}
    tell(0, len(tasks))
    for task, photo in work_on(make, tasks, jobs):
        made[task.digest] = BROKEN if isinstance(photo, BrokeDown) else photo
        tell(len(made), len(tasks))
    return made


def _contents(originals: Sequence[Path], cache: Path, jobs: int) -> Mapping[Path, str | None]:
    """A digest of what each original holds; None for one that cannot be read."""
    memory = Memory(cache)
    known: Known = memory.recall(KNOWN, ORIGINALS) or {}
    moment = time.time_ns()
    stamps = {path: stamp_of(path) for path in originals}
    contents: dict[Path, str | None] = {}
    for path, stamp in stamps.items():
        before = known.get(str(path))
        if before and before[0] == stamp:
            contents[path] = before[1]
    unknown = [path for path in stamps if path not in contents]
    with ThreadPoolExecutor(max(1, jobs)) as threads:
        contents.update(zip(unknown, threads.map(contents_of, unknown), strict=True))
    learnt: Known = {}
    for path in unknown:
        stamp, held = stamps[path], contents[path]
        if stamp and held and is_settled(stamp, moment):
            learnt[str(path)] = stamp, held
    if learnt:
        kept = {path: each for path, each in known.items() if stamp_of(path)}
        memory.remember(KNOWN, ORIGINALS, kept | learnt)
    return contents
