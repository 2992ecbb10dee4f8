"""What a preview says where it was started: one line for each build, problems beneath."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from blogkit.words import counted, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

MOST_NAMES = 3  # of files that changed; further ones are counted
MOST_PROBLEMS = 20


@dataclass
class Terminal:
    """The words, and which problems were told last: they are not told again in each line."""

    root: Path
    told: set[str] = field(default_factory=set)

    def address(self, url: str) -> None:
        print(f"The preview is at {url}  (q or Ctrl-C ends it)", flush=True)

    def looked(self, path: str, seconds: float) -> None:
        self._line(f"{self._shown(path)}: shown after {seconds:.2f} s")

    def built(self, paths: Sequence[str], pages: int, seconds: float) -> None:
        self._line(f"{self._names(paths)}: {counted(pages, 'page')} written, {seconds:.2f} s")

    def line(self, words: str) -> None:
        self._line(words)

    def problems(self, problems: Iterable[dict[str, Any]]) -> None:
        """Those that were not told yet; and that all are gone, once they are."""
        lines = list(dict.fromkeys(self._words(each) for each in problems))
        fresh = [line for line in lines if line not in self.told]
        if self.told and not lines:
            say("  all problems are mended")
        for line in fresh[:MOST_PROBLEMS]:
            say(f"  {line}")
        if len(fresh) > MOST_PROBLEMS:
            say(f"  and {len(fresh) - MOST_PROBLEMS} more: 'make check' tells all")
        self.told = set(lines)

    def _words(self, problem: dict[str, Any]) -> str:
        place = [self._shown(problem["path"])] if problem["path"] else []
        place += [str(problem[each]) for each in ("line", "column") if problem[each]]
        name = f" [{problem['name']}]" if problem["name"] else ""
        where = f"{':'.join(place)}: " if place else ""
        return f"{where}{problem['severity']}: {problem['message']}{name}"

    def _line(self, words: str) -> None:
        print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)

    def _names(self, paths: Sequence[str]) -> str:
        names = ", ".join(self._shown(each) for each in paths[:MOST_NAMES])
        more = len(paths) - MOST_NAMES
        return f"{names} and {counted(more, 'more file')}" if more > 0 else names

    def _shown(self, path: str) -> str:
        return path.removeprefix(f"{self.root}/")


@contextmanager
def end_by_key() -> Iterator[None]:
    """Let the key `q` end the preview as Ctrl-C does. In a log there are no keys."""
    if not sys.stdin or not sys.stdin.isatty():
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)  # Ctrl-C goes on working
    threading.Thread(target=_wait_for_q, daemon=True).start()
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _wait_for_q() -> None:
    while key := sys.stdin.read(1):
        if key in "qQ":
            os.kill(os.getpid(), signal.SIGINT)
            return
