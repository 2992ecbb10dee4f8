"""The report on unsafe packages fails nothing, and calls nothing sound that nobody looked at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOUND: dict[str, Any] = {"name": "sound", "version": "1", "vulns": []}
UNSAFE: dict[str, Any] = {
    "name": "unsafe",
    "version": "1",
    "vulns": [{"id": "X-1", "fix_versions": ["2"]}, {"id": "X-2", "fix_versions": []}],
}
UNKNOWN: dict[str, Any] = {"name": "unknown", "skip_reason": "not found"}
ASKED_WRONGLY = "#!/bin/sh\necho 'no connection' >&2\nexit 1\n"


def _tool(folder: Path, *packages: dict[str, Any], code: int = 0) -> Path:
    answer = json.dumps({"dependencies": packages, "fixes": []})
    return _program(folder, f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\nexit {code}\n")


def _program(folder: Path, text: str) -> Path:
    path = folder / "pip-audit"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def _report(tool: Path, **variables: str) -> str:
    run = subprocess.run(
        [sys.executable, ROOT / ".ci/audit.py"],
        env={**os.environ, "PIP_AUDIT": str(tool), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def test_what_is_unsafe_is_named_and_fails_nothing(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    tool = _tool(tmp_path, SOUND, UNSAFE, UNKNOWN, code=1)
    words = _report(tool, GITHUB_STEP_SUMMARY=str(summary))
    assert words == (
        "Packages looked up: 2, known to be unsafe: 1\n"
        "- unsafe 1: X-1, mended in 2\n"
        "- unsafe 1: X-2, mended in no version yet\n"
        "Nothing is known of unknown.\n"
    )
    assert summary.read_text(encoding="utf-8") == words


def test_all_sound(tmp_path: Path) -> None:
    assert _report(_tool(tmp_path, SOUND)) == "Packages looked up: 1, known to be unsafe: 0\n"


@pytest.mark.parametrize("text", [ASKED_WRONGLY, "#!/bin/sh\necho '[]'\n", "#!/bin/sh\n"])
def test_no_answer_is_one_line(tmp_path: Path, text: str) -> None:
    words = _report(_program(tmp_path, text))
    assert words == (
        "No audit: the list of known vulnerabilities did not answer. Is there a network?\n"
    )


def test_no_program_and_no_knowledge_are_told_too(tmp_path: Path) -> None:
    assert "did not answer" in _report(tmp_path / "nothing")
    assert _report(_tool(tmp_path, UNKNOWN)).startswith("No audit: it is known of no package")
