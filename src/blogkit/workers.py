"""The same work on many pictures by processes that know nothing but pictures.

Not by forks: a build takes much memory, which each would share, and a picture that brings a codec
down must not bring down more than one worker. When a build is killed, its workers stop by
themselves, at the end of their input.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

# With all that can be imported here, whatever has been added since this process began.
BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from blogkit.worker import main; main()"

SURROUNDINGS = {
    # As many processes as cores: threads in each would only get in each other's way.
    "VIPS_CONCURRENCY": "1",
    # glibc would keep memory for each thread that there ever was, twice as much in all, and give
    # back and ask for again what every picture needs (mallopt(3); other systems ignore it).
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 2**20),
}
MODEST = 13  # of 19, see nice(1): a twentieth of what others get


class BrokeDown:
    """The answer of a worker that came to its end over an item."""


class Worker:
    """A process that does what it is asked, one thing after another; started when first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, work: Callable[[Item], Result], item: Item) -> Result | BrokeDown:
        """What *work* makes of the item. Raises what it raises."""
        process = self._process or _started()
        self._process = process
        try:
            pickle.dump((work, item), cast("IO[bytes]", process.stdin))
            cast("IO[bytes]", process.stdin).flush()
            answer = pickle.load(cast("IO[bytes]", process.stdout))  # noqa: S301 - our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            self.stop()
            return BrokeDown()
        if isinstance(answer, BaseException):
            raise answer
        return cast("Result", answer)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                _close(pipe)


def work_on(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[tuple[Item, Result | BrokeDown]]:
    """Each item with what *work* makes of it, as soon as it is done, by up to *jobs* processes.

    *work* must be importable, and all it takes and returns fit for pickling. The first exception
    that it raises is raised here; then, and when the iterator is closed, all processes end.
    """
    workers = [Worker() for _ in range(max(1, min(jobs, len(items))))]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def ask(item: Item) -> Result | BrokeDown:
        worker = idle.get()
        try:
            return worker.ask(work, item)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(len(workers))
    try:
        futures = {threads.submit(ask, item): item for item in items}
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        _stop(workers)
        threads.shutdown()
        _stop(workers)  # one that a thread was just about to start


class Ahead:
    """Processes that work on items by themselves, in whatever time others leave them.

    None answers: what they have done shows from what they leave behind. One that an item brings
    down leaves the rest of its share undone.
    """

    def __init__(self, work: Callable[[Item], object], items: Sequence[Item], jobs: int) -> None:
        shares = [items[at::jobs] for at in range(jobs)]
        self._processes = [_with_input(work, share) for share in shares]

    def wait(self, patience: float) -> None:
        """Until all are done, or for so many seconds: then they end with what they are at."""
        deadline = time.monotonic() + patience
        for process in self._processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0, deadline - time.monotonic()))
        self.stop()

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait()


def _with_input(work: Callable[[Item], object], items: Sequence[Item]) -> subprocess.Popen[bytes]:
    with tempfile.TemporaryFile() as tasks:
        if hasattr(os, "nice"):  # not every system has it
            pickle.dump((os.nice, MODEST), tasks)
        for item in items:
            pickle.dump((work, item), tasks)
        tasks.seek(0)
        return _started(stdin=tasks, stdout=subprocess.DEVNULL)


def _stop(workers: Sequence[Worker]) -> None:
    for worker in workers:
        worker.stop()


def _started(
    stdin: int | IO[bytes] = subprocess.PIPE, stdout: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN, *sys.path],
        stdin=stdin,
        stdout=stdout,
        env={**os.environ, **SURROUNDINGS},
    )


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was not sent any more
        return
