"""Findings as text: `path:line:column: what is wrong; what to do [name]`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from blogkit.checks.finding import Severity
from blogkit.words import counted, shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.checks.finding import Finding


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
