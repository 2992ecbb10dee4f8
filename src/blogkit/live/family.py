"""The builder's processes (`blogkit.live.warm`), as the server sees them."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.live.warm.lines import read_report

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATIENCE = 5.0  # seconds that a build has to end in when the preview ends
MODULE = "blogkit.live.warm.nursery"


class Family:
    """The nursery and all that it forks. Commands go in, messages come out."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.reports = Path(tempfile.mkdtemp(prefix="blogkit-live-"))
        self._process: asyncio.subprocess.Process | None = None
        self.is_ended = False

    async def messages(self) -> AsyncIterator[dict[str, Any]]:
        """Start, and give what is said, reports included, until it ends by itself or is ended."""
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", MODULE, str(self._root), str(self.reports)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=self._root,
            start_new_session=True,  # Ctrl-C is the server's to hear
        )
        assert process.stdout is not None  # noqa: S101 - it was asked for
        yield {"is": "started"}
        while line := await process.stdout.readline():
            message = json.loads(line)
            if "report" in message:
                message["report"] = read_report(self.reports, message["report"])
            yield message

    def send(self, what: str, **more: object) -> None:
        """Give a command; to those who are gone it means nothing."""
        if self._process and self._process.stdin:
            with suppress(OSError, RuntimeError):
                self._process.stdin.write(json.dumps({"do": what, **more}).encode() + b"\n")

    async def end(self, *, patience: float = PATIENCE) -> None:
        """Let what is at work finish; kill it if that takes too long."""
        self.is_ended, process = True, self._process
        if process and process.returncode is None:
            if process.stdin:
                process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), patience)
            except TimeoutError:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        shutil.rmtree(self.reports, ignore_errors=True)
