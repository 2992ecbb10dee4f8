"""What Sphinx tells during a build, taken down for the page that it is about."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass
from logging import ERROR, WARNING, Filter, LogRecord, getLogger
from typing import TYPE_CHECKING, Any

from sphinx.util.console import strip_colors
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from blogkit.outcome import COUNT_AS_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

PLACE = re.compile(r"^(?P<path>.*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?$")
# Without them a part of the page is missing, not only a link or a picture.
HOLES = {("myst", "directive_unknown"), ("myst", "role_unknown")}
CHECKS = "blogkit"


@dataclass(frozen=True)
class Note:
    """One thing that was told. *breaks* says that the page cannot be what its author wrote."""

    path: str
    line: int
    column: int
    message: str
    name: str
    severity: str
    breaks: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Noting(Filter):
    """Last of the filters of what Sphinx tells: only what is really told reaches it."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[Note] = []

    def listen(self, app: Sphinx) -> None:
        """From now on."""
        for handler in getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.addFilter(self)

    def filter(self, record: LogRecord) -> bool:
        self.notes.append(note_of(record, getattr(record, "location", "")))
        return True


def notes_of(records: Iterable[LogRecord], app: Sphinx) -> list[Note]:
    """What was told of one document, as records that no handler has seen yet."""
    return [note_of(record, _place(record, app)) for record in records]


def note_of(record: LogRecord, location: object) -> Note:
    place = PLACE.match(str(location or ""))
    path, line, column = place.groups() if place else ("", None, None)
    kind = (getattr(record, "type", "") or "", getattr(record, "subtype", "") or "")
    is_error = record.levelno >= ERROR or kind in COUNT_AS_ERRORS
    return Note(
        path=os.path.abspath(path) if path else "",  # noqa: PTH100 - a link stays one
        line=int(line or 0),
        column=int(column or 0),
        message=_words(record, ".".join(filter(None, kind))),
        name=kind[1] if kind[0] == CHECKS else ".".join(filter(None, kind)),
        severity="error" if is_error else "warning" if record.levelno >= WARNING else "info",
        breaks=kind in HOLES or (record.levelno >= ERROR and kind[0] not in (CHECKS, "ref")),
    )


def _words(record: LogRecord, kind: str) -> str:
    """Without the place, and without the kind in brackets that Sphinx adds (`show_warning_types`)."""
    return strip_colors(LogRecord.getMessage(record)).removesuffix(f" [{kind}]")


def _place(record: LogRecord, app: Sphinx) -> str:
    location = getattr(record, "location", None)
    docname, line = location if isinstance(location, tuple) else (location, None)
    if docname in app.env.found_docs:
        path = str(app.env.doc2path(docname))
        return f"{path}:{line}" if line else path
    return str(location or "")
