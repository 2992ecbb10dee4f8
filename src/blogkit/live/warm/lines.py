"""What the processes of a preview say to each other: one short JSON object a line.

Several of them write into one pipe, where only short lines (PIPE_BUF) stay whole. Whatever may be
long is a file in the folder for *reports*, of which the line gives the name.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 60  # characters of a text, six bytes each at most: POSIX keeps 512 bytes in one piece


@dataclass(frozen=True)
class Voice:
    """The end of the pipe that leads to the server. Once nobody listens it is silent."""

    pipe: int
    reports: Path

    def say(self, what: str, **more: object) -> None:
        """One line. A long text in it is cut off."""
        fitting = {
            key: each[:LONGEST] if isinstance(each, str) else each for key, each in more.items()
        }
        with suppress(BrokenPipeError):
            os.write(self.pipe, json.dumps({"is": what, **fitting}).encode() + b"\n")

    def report(self, what: str, number: int, report: object) -> None:
        """A line, and a file with all there is to say."""
        name = f"{what}-{number}.json"
        beside = self.reports / f"{name}.new"
        try:
            beside.write_text(json.dumps(report), encoding="utf-8")
            beside.replace(self.reports / name)
        except OSError as error:  # the server is gone, or the disk is full
            self.say("lost", number=number, words=str(error.strerror))
            return
        self.say(what, number=number, report=name)


def read_report(reports: Path, name: str) -> Any:
    """What a report says; it is read once."""
    path = reports / name
    value = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return value


def write_line(pipe: int, value: object) -> bool:
    """Send a command; false if nobody is there to take it."""
    try:
        os.write(pipe, json.dumps(value).encode() + b"\n")
    except OSError:
        return False
    return True


def each_line(pipe: int) -> Iterator[Any]:
    """The commands that come through a pipe, until its other end is closed."""
    with os.fdopen(pipe, "rb", buffering=0, closefd=False) as stream:
        buffer = b""
        while chunk := stream.read(65536):
            *lines, buffer = (buffer + chunk).split(b"\n")
            yield from (json.loads(line) for line in lines)
