"""Small helpers of the tests: what the checks find in a text, and the text with all fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks import check_site
from blogkit.site import read_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from blogkit.checks.finding import Edit, Finding
    from blogkit.sources import Place

TEXT_CHECKS = frozenset(
    {
        *("mojibake", "lossy-mojibake", "unreadable-text", "invisible-character"),
        *("fix-moves-anchor", "doubled-word", "name-variant", "unclosed-comment"),
    }
)


def found_in(text: str, folder: Path, names: Iterable[str] = TEXT_CHECKS) -> list[Finding]:
    """What these checks find in a file with this text."""
    path = folder / "post.md"
    path.write_bytes(text.encode())
    wanted = frozenset(names)
    return [each for each in check_site(read_files([path])) if each.name in wanted]


def mended(text: str, findings: Iterable[Finding], *, only_safe: bool = False) -> str:
    """*text*, whose lines end with LF, with each edit of the findings' fixes made once."""
    fixes = (each.fix for each in findings if each.fix and (each.fix.safe or not only_safe))
    edits = {edit for fix in fixes for edit in fix.edits}
    for edit in sorted(edits, key=lambda each: each.place, reverse=True):
        text = _edited(text, edit)
    return text


def _edited(text: str, edit: Edit) -> str:
    start, end = _offsets(text, edit.place)
    return text[:start] + edit.text + text[end:]


def _offsets(text: str, place: Place) -> tuple[int, int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    start = starts[place.line - 1] + place.column - 1
    return start, starts[place.end_line - 1] + place.end_column - 1
