"""What is reported, and what all forms of a report share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from blogkit.checks.finding import Finding, Severity
    from blogkit.documents import Document
    from blogkit.sources import Place

Position = tuple[int, int]  # line and column


@dataclass(frozen=True)
class Report:
    """The findings, the documents that were checked, and whether a terminal shows it in colour."""

    findings: Sequence[Finding]
    documents: Mapping[Path, Document]
    colour: bool = False

    @property
    def counts(self) -> Counter[Severity]:
        """How many findings of each severity."""
        return Counter(finding.severity for finding in self.findings)


def bounds(place: Place) -> tuple[Position, Position]:
    """Where a place begins and ends; one without an end has no length."""
    start = (place.line, place.column)
    return start, max(start, (place.end_line, place.end_column))
