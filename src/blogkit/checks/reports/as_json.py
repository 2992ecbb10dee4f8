"""Findings for programs: docs/design.md, section 3, says what stands where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from blogkit.checks.finding import Severity
from blogkit.checks.reports.model import bounds
from blogkit.words import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.checks.finding import Edit, Evidence, Finding, Fix
    from blogkit.checks.reports.model import Report


def written(report: Report) -> str:
    """The report as JSON, in ASCII: any terminal and any pipe can take it."""
    counts = report.counts
    value = {
        "findings": [_finding(each) for each in report.findings],
        "summary": {
            "files": len(report.documents),
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "infos": counts[Severity.INFO],
        },
    }
    return json.dumps(value, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    (line, column), (end_line, end_column) = bounds(finding.place)
    return {
        "name": finding.name,
        "severity": finding.severity.value,
        "path": _path(finding.path),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": finding.message,
        "evidence": [_evidence(each) for each in finding.evidence],
        "fix": _fix(finding.fix) if finding.fix else None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    line, column = evidence.place.line, evidence.place.column
    return {"path": _path(evidence.path), "line": line, "column": column, "text": evidence.text}


def _fix(fix: Fix) -> dict[str, Any]:
    return {"safe": fix.safe, "edits": [_edit(each) for each in fix.edits]}


def _edit(edit: Edit) -> dict[str, Any]:
    start, end = bounds(edit.place)
    return {"path": _path(edit.path), "start": [*start], "end": [*end], "text": edit.text}


def _path(path: Path) -> str:
    return shown_path(path).replace("\\", "/")
