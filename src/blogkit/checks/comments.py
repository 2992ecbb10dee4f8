"""The comments of a source that hold something of the author's: not what speaks to a tool."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
        if SAYS_SOMETHING.search(comment.text) and not TO_A_TOOL.match(comment.text):
            yield comment
