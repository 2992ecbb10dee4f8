"""How the commands speak: one line on stderr, paths as the author would type them.

Only the standard library: that nothing has changed is said before anything large is imported.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def say(message: str) -> None:
    """One message, at once."""
    print(message, file=sys.stderr, flush=True)


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shown_path(path: Path) -> str:
    """The path as the author would type it: relative to where the command runs, if below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def in_words(error: Exception) -> str:
    """What is wrong with conf.py, of Sphinx's ConfigError, without Python's traceback."""
    text = str(error)
    if "Traceback" not in text:
        return text
    lines = re.findall(r'conf\.py", line (\d+)', text)
    place = f"conf.py:{lines[-1]}" if lines else "conf.py"
    return f"{place}: {text.strip().splitlines()[-1]}"
