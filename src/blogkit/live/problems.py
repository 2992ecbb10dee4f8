"""What is wrong with each page, for its panel; and with all of them, for the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

AROUND = 2  # lines of the source shown before and after the one that is meant


@dataclass
class Problems:
    """*findings* and *notes* are those of the last build, *looks* of the edits since.

    *failure* is what keeps the whole blog from being built, *broken* the sources of broken pages.
    """

    root: Path
    findings: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    looks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    failure: str = ""

    def take(self, report: dict[str, Any]) -> None:
        """What a build has told, in place of all that was told before."""
        self.findings, self.notes = report.get("findings", []), report["notes"]
        self.broken, self.looks, self.failure = report.get("broken", {}), {}, ""

    def take_look(self, look: dict[str, Any]) -> None:
        """What was told of one post as it is now."""
        notes, source = look["notes"], look["source"]
        if look["failure"]:
            notes = [*notes, _failure_note(source, look["failure"])]
        self.looks[source] = [each for each in notes if each["severity"] != "info"]
        if look["state"] == "broken":
            self.broken[look["path"]] = source
        else:
            self.broken.pop(look["path"], None)

    def of_page(self, page: str) -> dict[str, Any]:
        """All that the panel of a page shows."""
        return {
            "failure": self.failure,
            "broken": self._broken(page),
            "findings": [self._shown(each) for each in self.findings if each["page"] == page],
        }

    def told(self) -> list[dict[str, Any]]:
        """Errors and warnings, each once: what the terminal says."""
        looked = [note for notes in self.looks.values() for note in notes]
        others = [each for each in self.notes if each["path"] not in self.looks]
        return [*others, *looked]

    def _broken(self, page: str) -> list[dict[str, Any]]:
        source = self.broken.get(page)
        if source is None:
            return []
        told = [each for each in self.told() if each["path"] == source]
        errors = [each for each in told if each["severity"] == "error"] or told
        return [self._shown(each) for each in errors or [_failure_note(source, "see the terminal")]]

    def _shown(self, problem: dict[str, Any]) -> dict[str, Any]:
        path = Path(problem["path"])
        lines = problem.get("source") or _lines_around(path, problem["line"])
        first = problem.get("first_line") or max(1, problem["line"] - AROUND)
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return {
            **problem,
            "shown_path": shown.as_posix(),
            "source": lines,
            "first_line": first,
        }


def _failure_note(source: str, words: str) -> dict[str, Any]:
    return {
        "path": source,
        "line": 0,
        "column": 0,
        "message": words,
        "name": "",
        "severity": "error",
        "breaks": True,
    }


def _lines_around(path: Path, line: int) -> list[str]:
    if line < 1:
        return []
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return lines[max(0, line - 1 - AROUND) : line + AROUND]
