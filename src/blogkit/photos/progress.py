"""How far the pictures are, and how long they will take: one line, on a terminal only."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from sphinx.util import logging
from sphinx.util.console import color_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

ERASE_LINE = "\x1b[2K"
AT_MOST_EVERY = 0.1  # seconds


class Progress:
    """Call it with how many pictures are done, and of how many; it is quiet where nobody looks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._told = float("-inf")
        self._is_shown = color_terminal()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._told > float("-inf"):
            logger.info(ERASE_LINE, nonl=True)

    def __call__(self, done: int, total: int) -> None:
        now = self._clock()
        if not self._is_shown or now - self._told < AT_MOST_EVERY:
            return
        self._told = now
        line = f"preparing pictures... {status(done, total, now - self._began)}"
        logger.info("%s%s\r", ERASE_LINE, line, nonl=True)


def status(done: int, total: int, seconds: float) -> str:
    """`[ 25%] 15 of 60, 1 min 20 s left`."""
    share = done / total if total else 1
    left = f", {_words(seconds / share - seconds)} left" if 0 < share < 1 else ""
    return f"[{share:>4.0%}] {done} of {total}{left}"


def _words(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
