"""The same work on many items, spread over the cores of the machine."""

from __future__ import annotations

import gc
import os
import pickle
from contextlib import suppress
from itertools import count
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
    work: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    *,
    few: int = FEW,
    is_tidy: bool = False,
) -> list[Result]:
    """What *work* makes of each item, in the order of *items*, by up to *jobs* processes.

    For one job, for up to *few* items, and where processes cannot be forked it is a plain loop.
    Else the item in the middle, likely of the kind that most are, is worked on first and here:
    what that imports, compiles and loads, all processes have from the beginning.
    No process looks for garbage, which takes a tenth of the time of reading and writing
    documents: each ends before there is much of it, and another takes over. Work that *is_tidy*
    leaves next to none, and what it keeps in mind serves it longer in the same processes.
    Results must be fit for pickling. The first exception that *work* raises is raised here too.
    """
    if jobs <= 1 or len(items) <= few or not parallel_available:
        return [work(item) for item in items]
    middle, rounds = len(items) // 2, rounds_of(len(items), jobs)
    others = [*range(middle), *range(middle + 1, len(items))]
    size = max(1, len(items) // (jobs * rounds * CHUNKS))
    chunks = [others[begin : begin + size] for begin in range(0, len(others), size)]
    counter = get_context("fork").Value("l", 0)
    times = jobs if is_tidy else jobs * rounds
    share = -(-len(chunks) // times)

    def work_on_chunks() -> bytes:
        gc.disable()
        mine = taken(chunks, counter, share)
        try:
            return _pickled([(at, work(items[at])) for chunk in mine for at in chunk])
        except (Exception, KeyboardInterrupt) as error:
            counter.value = len(chunks)  # the others need not go on
            if _survives_pickling(error):
                return _pickled(error)
            raise

    try:
        first = [(middle, work(items[middle]))]
        answers = _run(jobs, times, work_on_chunks)
        return _joined([first, *map(pickle.loads, answers)])
    finally:
        counter.value = len(chunks)


def rounds_of(items: int, jobs: int) -> int:
    """How often *jobs* processes begin, each of which works on an equal share of so many *items*.

    Equal, since all cores are at work then until the end.
    """
    most = max(OF_ONE_PROCESS, items // MOST_PROCESSES)
    return max(1, -(-items // (jobs * most)))


def taken(chunks: Sequence[Item], counter: Any, share: int) -> Iterator[Item]:
    """The next of *chunks* that no other process has taken, again and again until this one has
    had its *share*; if less than that is left then, until nothing is: it would begin too late who
    took that over."""
    for had in count():
        with counter.get_lock():
            number = counter.value
            left = len(chunks) - number
            if left <= 0 or (had >= share and left >= share):
                return
            counter.value += 1
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
