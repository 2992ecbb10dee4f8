"""Asks whether anything in the locks is known to be unsafe.

It is a report: whatever comes of it, and whether or not there is a network, the exit code is 0.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "tests/requirements.txt")
TOOL = ".ci/requirements.txt"  # in a folder of its own: nothing of it is in the blog's locks
SECONDS = 60  # at most, for installing and for asking
NOBODY = "No audit: {}. Is there a network?"


def main() -> None:
    with TemporaryDirectory() as folder:
        words = "\n".join(audit(Path(folder)))
    print(words)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(f"{words}\n")


def audit(folder: Path) -> Iterator[str]:
    """The report, in lines."""
    tool = os.environ.get("PIP_AUDIT") or installed(folder)
    answer = asked(tool) if tool else None
    if not tool:
        yield NOBODY.format("pip-audit could not be installed")
    elif answer is None:
        yield NOBODY.format("the list of known vulnerabilities did not answer")
    else:
        yield from report(answer["dependencies"])


def installed(folder: Path) -> str:
    """The program pip-audit, put into *folder*; empty if it cannot be had."""
    venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    pip = (str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
    brief = ("--quiet", "--retries", "1", "--timeout", "5")
    done = _run(*pip, *brief, "--require-hashes", "--requirement", TOOL)
    return str(folder / "bin/pip-audit") if done is not None and done.returncode == 0 else ""


def asked(tool: str) -> dict[str, Any] | None:
    """What pip-audit says of the packages in the locks, as it is; None if it can say nothing."""
    wanted = [word for lock in LOCKS for word in ("--requirement", lock)]
    brief = ("--progress-spinner", "off", "--timeout", "5", "--format", "json")
    done = _run(tool, "--disable-pip", "--require-hashes", *brief, *wanted)
    try:
        answer = json.loads(done.stdout) if done else None
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and answer.get("dependencies") else None


def report(packages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is known of each package; one of which nothing is known is not called sound."""
    unknown = [each["name"] for each in packages if "skip_reason" in each]
    if len(unknown) == len(packages):
        yield NOBODY.format("it is known of no package whether it is unsafe")
        return
    unsafe = [each for each in packages if each.get("vulns")]
    yield f"Packages looked up: {len(packages) - len(unknown)}, known to be unsafe: {len(unsafe)}"
    for each in unsafe:
        for fault in each["vulns"]:
            mended = ", ".join(fault.get("fix_versions", ())) or "no version yet"
            yield f"- {each['name']} {each['version']}: {fault['id']}, mended in {mended}"
    if unknown:
        yield f"Nothing is known of {', '.join(unknown)}."


def _run(*command: str) -> subprocess.CompletedProcess[str] | None:
    """None if it takes too long, or cannot be started."""
    try:
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


if __name__ == "__main__":
    main()
    sys.exit(0)
