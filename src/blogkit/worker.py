"""A process that does what it reads from its input, see `workers`."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import IO


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build ends its workers by itself
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # nothing half done is left behind
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    build = os.getppid()
    while os.getppid() == build:  # where the input is a file, it does not end with the build
        try:
            work, item = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the build
        except EOFError:
            return
        try:
            answer = work(item)
        except Exception as error:  # noqa: BLE001 - the build raises it
            answer = error
        _send(answer, answers)


def _send(answer: object, answers: IO[bytes]) -> None:
    try:
        data = pickle.dumps(answer)
        pickle.loads(data)  # noqa: S301 - made here; some exceptions go in and do not come out
    except Exception:  # noqa: BLE001 - an object's own code may raise any
        data = pickle.dumps(RuntimeError(repr(answer)))
    answers.write(data)
    answers.flush()
