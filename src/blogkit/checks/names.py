"""The names of checks, as authors write them: in conf.py, in posts, on the command line."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def split_names(text: str) -> list[str]:
    """Names with commas or spaces between them."""
    return text.replace(",", " ").split()


def complaint(name: str, known: Iterable[str]) -> str:
    """What to say of a name that no check has: the nearest one that there is."""
    begun = [each for each in sorted(known) if each.startswith(name)]
    near = begun or get_close_matches(name, sorted(known), n=1)
    advice = f"did you mean '{near[0]}'?" if near else "docs/checks.md has the names"
    return f"there is no check '{name}'; {advice}"
