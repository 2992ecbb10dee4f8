"""Regular expressions that an earlier build compiled are not compiled again.

Python compiles them in Python: of an edit that was a fourteenth, for seven hundred that are the
same each time. What comes of it is a list of numbers (`_sre.compile`), which is kept. It stands
in for `re._compiler.compile` until the build ends; where that is not there it does nothing.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from blogkit.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Expression = tuple[str | bytes, int]

NAME = "expressions.pickle"
KEY = "1"
ENOUGH = 20  # expressions to be written for: a post may bring one or two of its own
MOST = 5_000
# Of sets that hold such text Python says that they may mean something else one day
# (re/_parser.py); that is to be heard again.
TOLD_OF = ("[[", "[^[", "--", "&&", "~~", "||")


class _Expressions:
    """Those that are *known*, as `_sre.compile` takes them, and those that were compiled now."""

    def __init__(self, compiler: Any, known: dict[Expression, tuple[Any, ...]]) -> None:
        self._compile, self._make = compiler.compile, compiler._sre.compile  # noqa: SLF001
        self.known, self.fresh = known, dict[Any, tuple[Any, ...]]()
        self._last: tuple[Any, ...] = ()

    def compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """As `re._compiler.compile` does it."""
        expression = (pattern, int(flags))
        if expression in self.known:
            return self._make(pattern, *self.known[expression])  # type: ignore[no-any-return]
        compiled: re.Pattern[Any] = self._compile(pattern, flags)
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else str(pattern)
        if not flags & re.DEBUG and not any(each in text for each in TOLD_OF):
            self.fresh[expression] = tuple(map(_plain, self._last))
        return compiled

    def make(self, pattern: Any, *numbers: Any) -> re.Pattern[Any]:
        """As `_sre.compile` does it, the last step of the above."""
        self._last = numbers
        return self._make(pattern, *numbers)  # type: ignore[no-any-return]


def _plain(part: Any) -> Any:
    """Python's constants are numbers with names, which cannot be kept."""
    if isinstance(part, list):
        return [*map(int, part)]
    return int(part) if isinstance(part, int) else part


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Inside, what is known of an earlier time is not compiled; what is new is kept in *folder*."""
    compiler = getattr(re, "_compiler", None)
    if compiler is None or not hasattr(compiler, "compile") or not hasattr(compiler, "_sre"):
        yield
        return
    memory = Memory(folder)
    expressions = _Expressions(compiler, memory.recall(NAME, KEY) or {})
    put_back = _stood_in(compiler, expressions)
    try:
        yield
    finally:
        put_back()
    if len(expressions.fresh) >= ENOUGH:
        known = expressions.known if len(expressions.known) < MOST else {}
        memory.remember(NAME, KEY, known | expressions.fresh)


def _stood_in(compiler: Any, expressions: _Expressions) -> Callable[[], None]:
    """Let them stand in; returns what ends it."""
    before = compiler.compile, compiler._sre  # noqa: SLF001
    compiler._sre = SimpleNamespace(**{**vars(before[1]), "compile": expressions.make})  # noqa: SLF001
    compiler.compile = expressions.compile
    return partial(_put, compiler, *before)


def _put(compiler: Any, compile_: Any, sre: Any) -> None:
    compiler.compile, compiler._sre = compile_, sre  # noqa: SLF001
