"""Patterns that are compiled when they are first used, which in most runs they are not.

Sets of letters of many scripts take milliseconds to compile, and a build after one edit looks at
one post.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Late:
    """Compiles itself as soon as anything is asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # whoever copies or pickles this asks for what it does not have
            raise AttributeError(name)
        return getattr(self._compiled, name)


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern as `re.compile` makes it, when a method or an attribute of it is first used."""
    return cast("re.Pattern[str]", _Late(text, flags))
