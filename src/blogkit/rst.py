"""The posts of a reStructuredText file that show before it is parsed.

Whatever else ABlog finds there is found when it is read.
"""

from __future__ import annotations

import re

from blogkit.posts import Dates, Post, is_draft, post_of
from blogkit.sources import Place

RST_POST = re.compile(r"\.\. post::(.*)")
RST_OPTION = re.compile(r"\s+:(\w+):(.*)")
RST_FIELD = re.compile(r":([\w-]+):(.*)")
RST_DRAFT = re.compile(r":draft:(.*)")


def rst_posts(text: str, dates: Dates, *, matched: bool = False) -> tuple[Post, ...]:
    """The posts of a file: its `post` directives that are not indented, or one by its fields.

    *matched* says that the file is a post by `blog_post_pattern`.
    """
    lines = text.splitlines()
    draft = any(is_draft(found[1]) for line in lines if (found := RST_DRAFT.match(line)))
    posts = []
    for number, line in enumerate(lines):
        found = RST_POST.match(line)
        if found:
            options = _rst_options(lines[number + 1 :])
            place = Place.of_line(number + 1, line)
            posts.append(post_of(found[1].strip(), options, place, place, draft, dates))
    fields = _fields(lines)
    if posts or not fields or not (matched or "blogpost" in fields) or "post::" in text:
        return tuple(posts)
    place = Place.of_line(1, lines[0])
    return (post_of(fields.get("date", ""), fields, place, place, draft, dates),)


def _fields(lines: list[str]) -> dict[str, str]:
    """The fields with which a file begins, where docutils takes them for what is said of it."""
    fields = {}
    for line in lines:
        found = RST_FIELD.match(line)
        if found:
            fields[found[1].lower()] = found[2].strip()
        elif fields or line.strip():
            break
    return fields


def _rst_options(lines: list[str]) -> dict[str, str]:
    options = {}
    for line in lines:
        found = RST_OPTION.match(line)
        if not found:
            break
        options[found[1]] = found[2].strip()
    return options
