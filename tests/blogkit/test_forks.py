"""Tasks run in forked processes: none waits for nothing, none is lost, none is left behind."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import SphinxParallelError

from blogkit.forks import logger, run_forked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("jobs", [1, 2, 7])
@pytest.mark.parametrize("times", [0, 1, 5])
def test_each_answer_is_taken_once_and_comes_from_a_process_of_its_own(
    times: int, jobs: int
) -> None:
    answers: list[int] = []
    run_forked(os.getpid, times, jobs, answers.append)
    assert len(set(answers)) == len(answers) == times
    assert os.getpid() not in answers
    _assert_no_process_is_left()


@pytest.mark.parametrize("jobs", [1, 3])
def test_there_are_never_more_at_once_than_asked_for(tmp_path: Path, jobs: int) -> None:
    def task() -> int:
        mine = tmp_path / str(os.getpid())
        mine.touch()
        at_work = len(list(tmp_path.iterdir()))
        mine.unlink()
        return at_work

    counts: list[int] = []
    run_forked(task, 12, jobs, counts.append)
    assert max(counts) <= jobs


def test_the_next_begins_before_an_answer_is_taken() -> None:
    begun = multiprocessing.get_context("fork").Semaphore(0)
    processes_to_see = [2, 1, 0]  # the one that answers and the next, then each time the next

    def take(_: object) -> None:
        for _ in range(processes_to_see.pop(0)):
            assert begun.acquire(timeout=60), "the next process was not started"

    run_forked(begun.release, 3, 1, take)
    assert not processes_to_see


def test_what_a_task_logs_is_told_before_its_answer_is_taken() -> None:
    told: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    handler = Listening()
    logger.logger.addHandler(handler)
    try:
        run_forked(
            lambda: logger.warning("a word of %s", "warning"), 1, 1, lambda _: told.append("taken")
        )
    finally:
        logger.logger.removeHandler(handler)
    assert told == ["a word of warning", "taken"]


def test_an_exception_in_a_process_is_told_in_words() -> None:
    def fail() -> None:
        raise ValueError("there is no such thing")

    with pytest.raises(SphinxParallelError, match="ValueError: there is no such thing"):
        run_forked(fail, 4, 2, lambda _: None)
    _assert_no_process_is_left()


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(SphinxParallelError, match=r"ended before it was done \(exit code -9\)"):
        run_forked(lambda: os.kill(os.getpid(), signal.SIGKILL), 2, 2, lambda _: None)
    _assert_no_process_is_left()


def test_when_an_answer_cannot_be_taken_no_process_goes_on(tmp_path: Path) -> None:
    pipe, other = os.pipe()

    def wait_unless_first() -> None:
        try:
            (tmp_path / "first").touch(exist_ok=False)
        except FileExistsError:
            os.read(pipe, 1)  # nobody writes

    with pytest.raises(RuntimeError, match="full"):
        run_forked(wait_unless_first, 3, 2, _refuse)
    os.close(pipe)
    os.close(other)
    _assert_no_process_is_left()


def _refuse(_: object) -> None:
    raise RuntimeError("full")


def _assert_no_process_is_left() -> None:
    assert not multiprocessing.active_children()
