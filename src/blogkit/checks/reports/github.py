"""Findings as annotations of GitHub Actions.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands says how they
are written; how they are escaped, `@actions/core` shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Severity
from blogkit.checks.reports.model import bounds
from blogkit.words import shown_path

if TYPE_CHECKING:
    from blogkit.checks.finding import Finding
    from blogkit.checks.reports.model import Report

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def written(report: Report) -> str:
    """The report, one command on each line."""
    return "".join(f"{_command(each)}\n" for each in report.findings)


def _command(finding: Finding) -> str:
    (line, column), (end_line, end_column) = bounds(finding.place)
    values: dict[str, object] = {"file": shown_path(finding.path), "line": line, "col": column}
    if end_line > line:  # then GitHub takes no columns
        values["endLine"] = end_line
    elif end_column > column:
        values["endColumn"] = end_column - 1  # the last one, not the one after
    values["title"] = finding.name
    evidence = (
        f"\n{shown_path(each.path)}:{each.place.line}:{each.place.column}: {each.text}"
        for each in finding.evidence
    )
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    message = _data(finding.message + "".join(evidence))
    return f"::{COMMANDS[finding.severity]} {properties}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
