"""What a build tells: printed, counted, and kept to be told again."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from io import StringIO
from logging import ERROR, WARNING, Filter, LogRecord
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util.console import strip_colors

if TYPE_CHECKING:
    from blogkit.building.files import Mark

# Warnings that leave a hole in the page count as errors: (type, subtype) of Sphinx's records.
COUNT_AS_ERRORS = {
    *(("myst", "directive_unknown"), ("myst", "role_unknown"), ("myst", "xref_missing")),
    *(("image", "not_readable"), ("download", "not_readable")),
    *(("ref", "ref"), ("ref", "doc"), ("ref", "numref"), ("ref", "term")),
}

# What Sphinx says, as a mere warning, of a page or picture that it could not write (a full disk).
UNWRITTEN = {__("error writing file %s: %s"), __("cannot copy image file %r: %s")}
# That it works one by one after all: to work in parallel was this command's wish, not the author's.
ONE_BY_ONE = tuple(
    __(message)
    for work in ("reading", "writing")
    for message in (
        f"the %s extension is not safe for parallel {work}",
        (
            f"the %s extension does not declare if it is safe for parallel {work}, assuming it"
            " isn't - please ask the extension author to check and make it explicit"
        ),
        "doing serial %s",
    )
)


@dataclass
class Outcome:
    """What a build has told, and what it rested on.

    *is_to_go_on* says that the next build can go on from its folders: another extension's builder
    leaves old pages there. *output* is what the build has written for readers, if it was looked at.
    """

    errors: int = 0
    warnings: int = 0
    stopped: bool = False
    lines: list[str] = field(default_factory=list)
    is_to_go_on: bool = True
    next_due: float | None = None
    further: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)
    shows_the_day: bool = False
    output: dict[str, Mark] | None = None


class Progress(StringIO):
    """Sphinx's progress on stdout, without the lines that name the folder it writes into."""

    def __init__(self, hidden: str) -> None:
        super().__init__()
        self._hidden = hidden

    def write(self, text: str) -> int:
        if self._hidden not in text:
            sys.stdout.write(text)
        return len(text)

    def flush(self) -> None:
        sys.stdout.flush()


class Telling(StringIO):
    """What Sphinx tells, on stderr, and kept without colours to be told again."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome

    def write(self, text: str) -> int:
        sys.stderr.write(text)
        line = strip_colors(text).rstrip("\n")
        if line:
            self._outcome.lines.append(line)
        return len(text)

    def flush(self) -> None:
        sys.stderr.flush()


class Counting(Filter):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome

    def filter(self, record: LogRecord) -> bool:
        if getattr(record, "msg", None) in ONE_BY_ONE:
            return False
        kind = (getattr(record, "type", None), getattr(record, "subtype", None))
        template = getattr(record, "template", getattr(record, "msg", None))
        if kind in COUNT_AS_ERRORS or template in UNWRITTEN:
            record.levelno, record.levelname = ERROR, "ERROR"
        if record.levelno >= ERROR and getattr(record, "is_unfinished", False):
            record.levelno, record.levelname = WARNING, "WARNING"  # no reader sees the draft yet
        if record.levelno >= ERROR:
            self._outcome.errors += 1
        elif record.levelno >= WARNING:
            self._outcome.warnings += 1
        return True
