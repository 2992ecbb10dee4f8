"""The posts of a reStructuredText file that show before it is parsed.

Whatever else ABlog finds there is found when it is read.
"""

from __future__ import annotations

import re

from blogkit.posts import Dates, Post, is_draft, post_of
from blogkit.sources import Place

RST_POST = re.compile(r"\.\. post::(.*)")
RST_OPTION = re.compile(r"\s+:(\w+):(.*)")
RST_DRAFT = re.compile(r":draft:(.*)")


def rst_posts(text: str, dates: Dates) -> tuple[Post, ...]:
    """The posts of a file: its `post` directives that are not indented."""
    lines = text.splitlines()
    draft = any(is_draft(found[1]) for line in lines if (found := RST_DRAFT.match(line)))
    posts = []
    for number, line in enumerate(lines):
        found = RST_POST.match(line)
        if found:
            options = _rst_options(lines[number + 1 :])
            place = Place.of_line(number + 1, line)
            posts.append(post_of(found[1].strip(), options, place, place, draft, dates))
    return tuple(posts)


def _rst_options(lines: list[str]) -> dict[str, str]:
    options = {}
    for line in lines:
        found = RST_OPTION.match(line)
        if not found:
            break
        options[found[1]] = found[2].strip()
    return options
