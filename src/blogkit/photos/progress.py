"""How far the work on pictures has come, on a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WIDE = 24  # letters


def shown_progress(clock: Callable[[], float] = time.monotonic) -> Callable[[int, int], None]:
    """Takes how many are done, of how many; shows a bar and the time left, on one line of stderr.

    Says nothing where nobody looks on: when stderr goes to a file.
    """
    begun = clock()

    def show(done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = WIDE * done // max(1, total)
        bar = "█" * filled + "░" * (WIDE - filled)
        words = f"{bar} {done} of {total} pictures{_left(clock() - begun, done, total)}"
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{words:<72}{end}")
        sys.stderr.flush()

    return show


def _left(spent: float, done: int, total: int) -> str:
    """`, 20 s left`; nothing as long as nothing is known."""
    if not 0 < done < total:
        return ""
    seconds = round(spent / done * (total - done))
    return (
        f", {seconds // 60} min {seconds % 60} s left" if seconds >= 60 else f", {seconds} s left"
    )
