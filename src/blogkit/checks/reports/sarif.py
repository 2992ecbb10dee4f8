"""Findings in SARIF 2.1.0, which code hosts and editors show.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html says what stands where.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from blogkit import __version__
from blogkit.checks import AFTER_BUILD, ON_REQUEST, RULES
from blogkit.checks.explanations import PARTS, explanation
from blogkit.checks.finding import Severity
from blogkit.checks.reports.model import bounds
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

    from blogkit.checks.finding import Edit, Evidence, Finding, Fix
    from blogkit.checks.reports.model import Report
    from blogkit.sources import Place

    Json = dict[str, Any]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def written(report: Report) -> str:
    """The report as SARIF, in ASCII: any terminal and any pipe can take it."""
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each) for each in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver() -> Json:
    rules = [_rule(each) for each in (*RULES, *ON_REQUEST, *AFTER_BUILD)]
    return {"name": "blogkit", "semanticVersion": __version__, "rules": rules}


def _rule(rule: ModuleType) -> Json:
    this = explanation(rule)
    parts = [(part, this.parts[part]) for part in PARTS if part in this.parts]
    return {
        "id": this.name,
        "shortDescription": {"text": this.summary},
        "fullDescription": {"text": this.what},
        "help": {
            "text": "\n".join(f"{part}: {text}" for part, text in parts),
            "markdown": "\n\n".join(f"**{part}:** {text}" for part, text in parts),
        },
    }


def _result(finding: Finding) -> Json:
    result: Json = {
        "ruleId": finding.name,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.path, finding.place)],
    }
    if finding.evidence:
        result["relatedLocations"] = [
            {"id": number, **_evidence(each)} for number, each in enumerate(finding.evidence, 1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _evidence(evidence: Evidence) -> Json:
    return {**_location(evidence.path, evidence.place), "message": {"text": evidence.text}}


def _fix(fix: Fix) -> Json:
    paths = dict.fromkeys(edit.path for edit in fix.edits)
    kind = "safe: make fix" if fix.safe else "suggested: look before you take it"
    return {
        "description": {"text": kind},
        "artifactChanges": [
            _change(path, (edit for edit in fix.edits if edit.path == path)) for path in paths
        ],
    }


def _change(path: Path, edits: Iterable[Edit]) -> Json:
    replacements = [
        {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}
        for edit in edits
    ]
    return {"artifactLocation": _artifact(path), "replacements": replacements}


def _location(path: Path, place: Place) -> Json:
    return {
        "physicalLocation": {"artifactLocation": _artifact(path), "region": _region(place)},
    }


def _region(place: Place) -> Json:
    (line, column), (end_line, end_column) = bounds(place)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _artifact(path: Path) -> Json:
    """Relative to the folder in which the command runs, where the path lies below it."""
    shown = shown_path(path)
    return {"uri": path.as_uri() if shown == str(path) else quote(shown.replace("\\", "/"))}
