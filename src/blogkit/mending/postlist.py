"""The `postlist` directive."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, cast

from ablog.post import PostListDirective

if TYPE_CHECKING:
    from docutils import nodes

POSTLIST_WORDS = {"author", "category", "date", "language", "location", "tags", "title"}


class MendedPostList(PostListDirective):  # type: ignore[misc]
    """ABlog's directive, with a message for what it fails on (ablog/post.py:125, 444)."""

    def run(self) -> list[nodes.Node]:
        for number in self.arguments:
            if not number.isdigit():
                raise self.error(f"'postlist {number}' should be a number of posts")
        try:
            words = {word for _, word, _, _ in Formatter().parse(self.options.get("format", ""))}
        except ValueError as error:
            raise self.error(f"the format of a postlist cannot be read: {error}") from error
        unknown = sorted(words - POSTLIST_WORDS - {None}, key=str)
        if unknown:
            known = ", ".join(sorted(POSTLIST_WORDS))
            raise self.error(f"a postlist has no '{unknown[0]}'; its format may name {known}")
        return cast("list[nodes.Node]", super().run())
