"""The same work on many items, spread over the cores of the machine."""

from __future__ import annotations

import gc
import os
import pickle
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.util.parallel import ParallelTasks, parallel_available

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 20  # items; starting a process takes longer than working on these
CHUNKS = 8  # for each process: the last to finish keeps the others waiting for one of these
OF_ONE_PROCESS = 150  # items, if there are not many thousands
MOST_PROCESSES = 20  # one after the other; each has to be told of all that was done before


def cores() -> int:
    """How many processes can work at once: the cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system has it
        return os.cpu_count() or 1


def in_parallel(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, *, few: int = FEW
) -> list[Result]:
    """What *work* makes of each item, in the order of *items*, by up to *jobs* processes.

    For one job, for up to *few* items, and where processes cannot be forked it is a plain loop.
    No such process looks for garbage, which takes a tenth of the time of reading and writing
    documents: each ends before there is much of it, and another takes over.
    Results must be fit for pickling. The first exception that *work* raises is raised here too.
    """
    if jobs <= 1 or len(items) <= few or not parallel_available:
        return [work(item) for item in items]
    share = share_of_one(len(items))
    size = max(1, min(len(items) // (jobs * CHUNKS), share // CHUNKS))
    chunks = [range(begin, min(begin + size, len(items))) for begin in range(0, len(items), size)]
    counter = get_context("fork").Value("l", 0)
    at_most = share // size

    def work_on_chunks() -> bytes:
        gc.disable()
        mine = islice(_taken(chunks, counter), at_most)
        try:
            return _pickled([(at, work(items[at])) for chunk in mine for at in chunk])
        except (Exception, KeyboardInterrupt) as error:
            counter.value = len(chunks)  # the others need not go on
            if _survives_pickling(error):
                return _pickled(error)
            raise

    try:
        answers = _run(jobs, max(jobs, -(-len(chunks) // at_most)), work_on_chunks)
        return _joined([pickle.loads(answer) for answer in answers])  # noqa: S301 - ours
    finally:
        counter.value = len(chunks)


def share_of_one(items: int) -> int:
    """How many of so many *items* one process works on before it ends."""
    return max(OF_ONE_PROCESS, items // MOST_PROCESSES)


def _taken(chunks: Sequence[range], counter: Any) -> Iterator[range]:
    """The chunks that no other process has taken."""
    while True:
        with counter.get_lock():
            number = counter.value
            counter.value += 1
        if number >= len(chunks):
            return
        yield chunks[number]


def _run(jobs: int, times: int, task: Callable[[], bytes]) -> list[bytes]:
    """What *task* returns each of so many *times*, in processes of which none is left behind."""
    answers: list[bytes] = []
    tasks = ParallelTasks(jobs)
    try:
        for _ in range(times):
            tasks.add_task(task, None, lambda _, answer: answers.append(answer))
        tasks.join()
    except BaseException:
        with suppress(KeyError):  # it was interrupted while it counted its processes
            tasks.terminate()
        raise
    return answers


def _joined(answers: list[list[tuple[int, Result]] | BaseException]) -> list[Result]:
    """The results by their numbers; or the exception that a process handed back as it was."""
    results: dict[int, Result] = {}
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
        results.update(answer)
    return [results[at] for at in sorted(results)]


def _survives_pickling(error: BaseException) -> bool:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:  # noqa: BLE001 - an exception's own code may raise any
        return False
    return True


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
