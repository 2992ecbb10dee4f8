"""Work is spread over processes, and comes back as if it had not been."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import Counter

import pytest

from blogkit.parallel import CHUNKS, OF_ONE_PROCESS, in_parallel, rounds_of


class OddError(Exception):
    """Carries what cannot be made anew from its message alone."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"{number} is {why}")


def _fail_at_seventy(number: int) -> int:
    if number == 70:
        raise ValueError("seventy")
    return number


def _fail_oddly(number: int) -> int:
    raise OddError(number, "odd")


def _interrupt(number: int) -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 20, 21, 300])
def test_results_are_in_the_order_of_the_items(jobs: int, count: int) -> None:
    assert in_parallel(lambda each: each * each, range(count), jobs) == [
        each * each for each in range(count)
    ]


def test_it_takes_several_processes() -> None:
    at_work = in_parallel(lambda _: os.getpid(), range(100), 2)
    assert len(set(at_work)) > 1
    assert [at for at, process in enumerate(at_work) if process == os.getpid()] == [50]
    assert set(in_parallel(lambda _: os.getpid(), range(100), 1)) == {os.getpid()}


@pytest.mark.parametrize("count", [400, 1000, 3001])
def test_a_process_ends_before_there_is_much_garbage(count: int) -> None:
    of_processes = Counter(in_parallel(lambda _: os.getpid(), range(count), 2))
    for number in sorted(of_processes.values())[:-2]:  # the last share what there is
        assert number <= OF_ONE_PROCESS * (CHUNKS + 1) / CHUNKS  # whole chunks
    there = in_parallel(lambda _: gc.isenabled(), range(count), 2)
    assert [at for at, is_enabled in enumerate(there) if is_enabled] == [count // 2]
    assert gc.isenabled()


def test_tidy_work_needs_no_more_processes() -> None:
    at_work = in_parallel(lambda _: os.getpid(), range(3001), 2, is_tidy=True)
    assert 1 <= len({*at_work} - {os.getpid()}) <= 2
    assert in_parallel(abs, range(-3001, 0), 2, is_tidy=True) == [*range(3001, 0, -1)]


@pytest.mark.parametrize("jobs", [2, 3, 8])
@pytest.mark.parametrize("items", [1, 150, 301, 1002, 3001, 100_000])
def test_rounds_are_few_and_no_share_is_large(items: int, jobs: int) -> None:
    processes = rounds_of(items, jobs) * jobs
    assert items / processes <= max(OF_ONE_PROCESS, items // 20)
    assert processes <= 20 + jobs


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_exception_comes_through_as_it_is(jobs: int) -> None:
    with pytest.raises(ValueError, match=r"^seventy$"):
        in_parallel(_fail_at_seventy, range(100), jobs)
    _assert_no_process_is_left()


def test_an_exception_that_cannot_travel_is_told_of() -> None:
    with pytest.raises(Exception, match="is odd"):
        in_parallel(_fail_oddly, range(100), 2)
    _assert_no_process_is_left()


def test_ctrl_c_leaves_no_process_behind() -> None:
    with pytest.raises(KeyboardInterrupt):
        in_parallel(_interrupt, range(100), 2)
    _assert_no_process_is_left()


def _assert_no_process_is_left() -> None:
    for process in multiprocessing.active_children():
        process.join(10)
    assert not multiprocessing.active_children()
