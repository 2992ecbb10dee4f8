"""What fixes would change, as a unified diff."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from blogkit.checks.applying import LINE_END
from blogkit.checks.reports.colours import harmless, painter
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.fixing import Change
    from blogkit.checks.reports.colours import Paint

COLOURS = {"+": "green", "-": "red", "@": "blue"}
NO_LINE_END = "\\ No newline at end of file\n"


def diff(change: Change, *, colour: bool = False) -> str:
    """The lines of one file that change, three more around them; in *colour* for a terminal,
    else fit for `patch` and `git apply`."""
    name = shown_path(change.path).replace("\\", "/")
    lines = unified_diff(
        [*_lines(change.text)], [*_lines(change.text_after)], f"a/{name}", f"b/{name}"
    )
    paint = painter(colour=colour)
    return "".join(_shown(line, paint if colour else None) for line in lines)


def _shown(line: str, paint: Paint | None) -> str:
    bare = line.rstrip("\r\n")
    whole = paint(COLOURS.get(line[0], "faint"), harmless(bare)) if paint else bare
    if line[-1:] not in ("\r", "\n"):
        return f"{whole}\n{NO_LINE_END}"
    return f"{whole}\r\n" if line.endswith("\r\n") and not paint else f"{whole}\n"


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, which a diff's own lines cannot have but for LF."""
    start = 0
    for end in LINE_END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    if start < len(text):
        yield text[start:]
