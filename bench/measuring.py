"""What a command costs: seconds on the clock, seconds of processor, memory.

Processor time is that of the command and of every process that it waited for (`wait4`). Memory is
looked up in /proc 20 times a second, for the command and all that descends from it: the largest
process is the highest VmHWM of any, all together is the highest sum of their proportional set
sizes, in which a page shared by forked workers counts once. The kernel has to walk every page for
such a sum, so it is asked for less often, for a hundredth of the time. Without /proc, memory is
not measured.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROC = Path("/proc")
SECONDS_BETWEEN_LOOKS = 0.05
PAUSE_FOR_SUMS = 100  # times as long as the last sum took
LONGEST_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and MB; memory is None where it cannot be measured."""

    wall: float
    processor: float
    largest: float | None
    together: float | None
    exit_code: int


def measure(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], log: Path
) -> Cost:
    """Run *command* in *folder*; what it says goes to *log*. One that hangs is killed."""
    with log.open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with _ended_at_last(process), _MemoryWatch(process.pid) as memory:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        wall=wall,
        processor=used.ru_utime + used.ru_stime,
        largest=memory.largest,
        together=memory.together,
        exit_code=process.returncode,
    )


@contextmanager
def _ended_at_last(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Nothing of the command is left when it takes too long, or when we are interrupted."""
    timer = threading.Timer(LONGEST_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


class _MemoryWatch(threading.Thread):
    """Looks at a process and its descendants until it is left."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.largest: float | None = None
        self.together: float | None = None
        self._process = process
        self._done = threading.Event()

    def __enter__(self) -> _MemoryWatch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join()

    def run(self) -> None:
        if not (PROC / "self/smaps_rollup").exists():
            return
        sum_is_due = 0.0
        while not self._done.wait(SECONDS_BETWEEN_LOOKS):
            family = list(_family(self._process))
            sizes = [_megabytes(each, "status", "VmHWM") for each in family]
            self.largest = max([self.largest or 0.0, *sizes])
            start = time.perf_counter()
            if start >= sum_is_due:
                total = sum(_megabytes(each, "smaps_rollup", "Pss") for each in family)
                self.together = max(self.together or 0.0, total)
                end = time.perf_counter()
                sum_is_due = end + PAUSE_FOR_SUMS * (end - start)


def _family(process: int) -> Iterator[int]:
    yield process
    for children in (PROC / str(process) / "task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                yield from _family(int(child))


def _megabytes(process: int, file: str, key: str) -> float:
    """A value of /proc/<process>/<file>, which is in kB there; 0 when the process has gone."""
    with suppress(OSError):
        for line in (PROC / str(process) / file).read_text().splitlines():
            if line.startswith(f"{key}:"):
                return int(line.split()[1]) / 1024
    return 0.0
