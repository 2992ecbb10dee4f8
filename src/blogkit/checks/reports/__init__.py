"""All that a run of the checks has found, in the forms that `--format` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.reports import as_json, github, sarif, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogkit.checks.reports.model import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text.written,
    "json": as_json.written,
    "github": github.written,
    "sarif": sarif.written,
}
