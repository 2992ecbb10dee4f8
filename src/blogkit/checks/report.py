"""Findings as text: `path:line:column: what is wrong; what to do [name]`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.checks.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.checks.finding import Finding


def shown_path(path: Path) -> str:
    """The path as the author would type it: relative to where the command runs, if below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def location(finding: Finding) -> str:
    """`path:line:column`."""
    return f"{shown_path(finding.path)}:{finding.place.line}:{finding.place.column}"


def as_line(finding: Finding) -> str:
    """One finding on one line, followed by its evidence on lines of their own."""
    head = f"{location(finding)}: {finding.severity.value}: {finding.message} [{finding.name}]"
    further = (
        f"    {shown_path(each.path)}:{each.place.line}:{each.place.column}: {each.text}"
        for each in finding.evidence
    )
    return "\n".join([head, *further])


def summary(findings: Sequence[Finding], files: int) -> str:
    """How many of what kind, in one line."""
    counts = Counter(finding.severity for finding in findings)
    parts = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{', '.join(parts) or 'nothing wrong'} in {counted(files, 'file')}"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
