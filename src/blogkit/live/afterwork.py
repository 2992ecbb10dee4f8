"""What builds leave for later (`blogkit.later`), done beside the preview, one thing at a time."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from blogkit.later import Task
    from blogkit.live.terminal import Terminal


class Afterwork:
    """Tasks are taken from the last build only: it leaves anew what is still to be done."""

    def __init__(self, root: Path, terminal: Terminal, then: Callable[[str], None]) -> None:
        self._root, self._terminal, self._then = root, terminal, then
        self._work: asyncio.Task[None] | None = None
        self._done: Sequence[Task] = ()

    @property
    def is_at_work(self) -> bool:
        return self._work is not None

    def take(self, tasks: Sequence[Task], *, is_news: bool) -> None:
        """Begin, unless something is at work, after which another build comes anyway. What was
        left again once it was done cannot be done, until there *is_news*."""
        if self.is_at_work or not tasks or (tasks == self._done and not is_news):
            return
        self._work = asyncio.create_task(self._do(tasks))

    async def end(self) -> None:
        work = self._work
        if work:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work

    async def _do(self, tasks: Sequence[Task]) -> None:
        try:
            for task in tasks:
                self._terminal.line(f"{task['makes']} are being made")
                said = await self._run(task)
                if said:
                    self._terminal.line(said)
        finally:
            self._work, self._done = None, tasks
        self._then(", ".join(task["makes"] for task in tasks))

    async def _run(self, task: Task) -> str:
        """Its last words, if it failed."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", task["module"]),
            stdin=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=self._root,
            start_new_session=True,  # Ctrl-C is the server's to hear
        )
        try:
            _, said = await process.communicate(json.dumps(task["given"]).encode())
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        lines = said.decode(errors="replace").split("\n") if process.returncode else []
        return next((line for line in reversed(lines) if line), "")
