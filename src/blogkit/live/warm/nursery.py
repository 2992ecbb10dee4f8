"""The first of the builder's processes: it imports what every blog needs, and forks parents.

`python -m blogkit.live.warm.nursery ROOT REPORTS` takes commands on stdin and answers on stdout
(`lines`). It ends when stdin is closed.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from blogkit.live.warm.lines import Voice, each_line, write_line

LOCK = ".live.lock"


@dataclass
class Nursery:
    """The parents: *pipes* lead to the one in use and, for a moment, to its successor."""

    root: Path
    voice: Voice
    pipes: list[int] = field(default_factory=list)

    def obey(self, command: dict[str, Any]) -> None:
        """A new parent, the end of the old one, or whatever is the parent's to do."""
        if command["do"] == "prepare":
            self._prepare(command["generation"], fresh=command["fresh"])
        elif command["do"] == "settle":
            while len(self.pipes) > 1:
                os.close(self.pipes.pop(0))
        elif self.pipes:
            asked_of = self.pipes[0 if command["do"] == "look" else -1]
            write_line(asked_of, command)

    def _prepare(self, generation: int, *, fresh: bool) -> None:
        ours, theirs = os.pipe()
        sys.stderr.flush()
        if os.fork() == 0:
            self._be_a_parent(ours, [*self.pipes, theirs], generation, fresh=fresh)
        os.close(ours)
        self.pipes.append(theirs)

    def _be_a_parent(
        self, commands: int, others: list[int], generation: int, *, fresh: bool
    ) -> None:
        from blogkit.live.warm.parent import Parent

        try:
            os.close(0)
            for pipe in others:
                os.close(pipe)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            Parent(self.root, self.voice, generation).live(commands, fresh=fresh)
        finally:
            os._exit(0)


def main(root: Path, reports: Path) -> None:
    """Serve until nobody sends commands any more."""
    voice = Voice(os.dup(1), reports)
    os.dup2(2, 1)  # what conf.py prints is no answer
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # parents that have ended leave nothing behind
    _import_what_all_need()
    lock = _only_one(root, voice)
    nursery = Nursery(root, voice)
    for command in each_line(0):
        nursery.obey(command)
    lock.release()


def _only_one(root: Path, voice: Voice) -> FileLock:
    """Hold the lock. A build that an earlier preview left at its work holds it too."""
    folder = root / "_build"
    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        voice.say("waiting")
        lock.acquire()
    return lock


def _import_what_all_need() -> None:

    import blogkit.checks.during_build
    import blogkit.feeds
    import blogkit.listings
    import blogkit.live.warm.parent
    import blogkit.look
    import blogkit.photos.during_build
    import blogkit.rebuild  # noqa: F401 - imported here, once, for all that are forked


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
