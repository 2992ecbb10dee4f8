"""`python -m blogkit doctor`, as it speaks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from blogkit.checks.finding import Severity
from blogkit.checks.lines import as_line
from blogkit.doctor import examine
from blogkit.words import counted

if TYPE_CHECKING:
    from pathlib import Path

FAILED = 1
ALL_WELL = "Nothing is wrong with how this blog is set up."


def doctor(root: Path) -> int:
    """Print what is wrong with the blog in *root*; returns 1 if a build would fail of it."""
    findings = examine(root)
    lines = [as_line(each) for each in findings]
    last = f"{counted(len(findings), 'thing')} to put right." if findings else ALL_WELL
    sys.stdout.write("\n".join([*lines, last, ""]))
    return FAILED if any(each.severity is Severity.ERROR for each in findings) else 0
