"""The comments of a source that hold something of the author's: not what speaks to a tool."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.toc import BEGIN_MARK, END_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.sources import Comment, Source

TO_A_TOOL = re.compile(
    r"\s*(?:blogkit|markdownlint|rumdl|prettier|vale|cspell|textlint|alex|lint|eslint|dprint)\b"
    r"[-:\s]|\s*(?:toc|tocstop|more|truncate|excerpt|/?\w+:(?:start|end)|(?:begin|end)[- :]\S+"
    r"|fmt: \w+)\s*$",
    re.IGNORECASE,
)
SAYS_SOMETHING = re.compile(r"\w")


def own_comments(source: Source) -> Iterator[Comment]:
    """In the order of the file."""
    for comment in sorted(source.comments, key=lambda each: each.place):
        if SAYS_SOMETHING.search(comment.text) and not _is_to_a_tool(comment.text.strip()):
            yield comment


def _is_to_a_tool(text: str) -> bool:
    marks = (BEGIN_MARK, END_MARK)
    return bool(TO_A_TOOL.match(text)) or any(mark.fullmatch(text) for mark in marks)
