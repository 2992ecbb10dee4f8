"""What a check has found: where, how bad, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.sources import Place


class Severity(Enum):
    """Errors fail a publishing build and `make check`; warnings and infos do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Another place that bears out a finding."""

    path: Path
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Put *text* where *place* is in the file *path*; a place without length inserts.

    A place counts code points of the file's text without its byte order mark.
    """

    path: Path
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What would mend a fault. A *safe* one cannot take away what the author meant."""

    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. The *message* says what is wrong and, after a semicolon, what to do.

    *echo* are words by which Sphinx's or MyST's own message about the same fault is recognised,
    so that it is told once; also where the author has *switched off* the check and it is not told.
    """

    name: str
    severity: Severity
    path: Path
    place: Place
    message: str
    evidence: tuple[Evidence, ...] = ()
    echo: str = ""
    fix: Fix | None = None
    switched_off: bool = False

    @property
    def sort_key(self) -> tuple[str, Place, str]:
        return str(self.path), self.place, self.name
