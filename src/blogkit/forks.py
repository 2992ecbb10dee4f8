"""Tasks in forked processes, so many at once.

Sphinx's own (sphinx/util/parallel.py: `ParallelTasks`) looks every 20 ms whether a process is done;
then it takes over what that brings, waits until it has ended, and only then starts the next. Here
the next is started at once. Of one that is killed this tells; Sphinx waits for it for ever.
"""

from __future__ import annotations

import traceback
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, cast

from sphinx.errors import SphinxParallelError
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

logger = logging.getLogger(__name__)


def run_forked(task: Callable[[], Any], times: int, jobs: int, take: Callable[[Any], None]) -> None:
    """Call *task* so many *times*, each in a process of its own, up to *jobs* at once.

    *take* gets what each of them returns, which must be fit for pickling, as it is ready, after
    what was logged there. Raises SphinxParallelError for the first exception in a process, and
    whatever *take* raises; no process is left behind.
    """
    running: dict[Connection, ForkProcess] = {}
    done: list[ForkProcess] = []
    try:
        for number in range(times):
            if number >= jobs:
                answer = _next_answer(running, done)
                running.update([_started(task)])
                _handed_over(answer, take)
            else:
                running.update([_started(task)])
        while running:
            _handed_over(_next_answer(running, done), take)
    finally:
        for process in running.values():
            process.terminate()
        for process in (*done, *running.values()):
            process.join()


def _started(task: Callable[[], Any]) -> tuple[Connection, ForkProcess]:
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, theirs))
    process.start()
    theirs.close()  # so that ours ends when the process does
    return ours, process


def _work(task: Callable[[], Any], pipe: Connection) -> None:
    collector = logging.LogCollector()
    try:
        with collector.collect():
            answer = task()
    except BaseException as error:  # noqa: BLE001 - told where it can be
        message = traceback.format_exception_only(error)[0].strip()
        pipe.send(SphinxParallelError(message, traceback.format_exc()))
        return
    logging.convert_serializable(collector.logs)
    pipe.send((collector.logs, answer))


def _next_answer(running: dict[Connection, ForkProcess], done: list[ForkProcess]) -> Any:
    """What the first process to be done sends; it is no longer *running* then."""
    pipe = cast("Connection", wait([*running])[0])
    done.append(running.pop(pipe))
    try:
        return pipe.recv()
    except EOFError:
        done[-1].join()
        reason = f"a process ended before it was done (exit code {done[-1].exitcode})"
        raise SphinxParallelError(reason, "") from None
    finally:
        pipe.close()


def _handed_over(answer: Any, take: Callable[[Any], None]) -> None:
    if isinstance(answer, SphinxParallelError):
        raise answer
    logs, result = answer
    for record in logs:
        logger.handle(record)
    take(result)
