"""Edits of the block at the top of a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit
from blogkit.sources import Place

if TYPE_CHECKING:
    from blogkit.sources import Source


def with_line(line: str, source: Source) -> Edit | None:
    """The edit that adds a `key: value` line, below `blogpost` or at the top, in a new block if
    there is none. None where the block is not one of such lines."""
    block = source.front_matter
    if block.problem:
        return None
    if not block.end:
        return Edit(source.path, Place(1, 1, 1, 1), f"---\n{line}\n---\n\n")
    if any(field.place.column > 1 for field in block.fields):
        return None
    mark = block.get("blogpost")
    is_one_line = mark is not None and mark.place.line == mark.value_place.end_line
    number = mark.place.line + 1 if mark is not None and is_one_line else 2
    return Edit(source.path, Place(number, 1, number, 1), f"{line}\n")
