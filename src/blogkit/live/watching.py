"""The watcher and the sockets: sphinx-autobuild's server, with our builder and every tab served.

Theirs makes a pool of processes for each change, hears of nothing while it builds, and sends a
bare word to whichever tab asks first.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.server import RebuildServer
from starlette.websockets import WebSocket, WebSocketDisconnect

from blogkit.live.tabs import Tab

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from blogkit.live.conducting import Conductor
    from blogkit.live.tabs import Tabs

IGNORED = ("_build", "node_modules", "venv", "__pycache__")
# Folders that are hidden, and what editors and file managers leave beside a file while they save.
TEMPORARY = (
    r"/\.[^/]",
    r"~$",
    r"/#[^/]*#$",
    r"\.sw[a-z]$",
    r"/4913$",
    r"___jb_",
    r"\.(tmp|crdownload)$",
)
STEP, DEBOUNCE = (
    15,
    300,
)  # milliseconds: between two looks, and the longest that changes are gathered
CATCHING_UP = 0.3  # seconds after which others watch: what changed in between is built then


class LiveServer(RebuildServer):  # type: ignore[misc]
    """Watches the blog's folder, and keeps the sockets of all tabs."""

    def __init__(self, root: Path, conductor: Conductor, tabs: Tabs) -> None:
        root = root.resolve()
        relative = [f"^{re.escape(root.as_posix())}.*{each}" for each in TEMPORARY]
        ignore = IgnoreFilter([root / each for each in IGNORED], relative)
        super().__init__([root], ignore, change_callback=conductor.changed)
        self.root, self.conductor, self.tabs = root, conductor, tabs

    async def main(self) -> None:
        """Watch, listen to the builder, and conduct, until the server is to end."""
        work = [
            asyncio.create_task(each)
            for each in (self.watch(), self.conductor.hear(), self.conductor.run())
        ]
        ending = asyncio.create_task(self.should_exit.wait())
        done, _ = await asyncio.wait([*work, ending], return_when=asyncio.FIRST_COMPLETED)
        for task in (*work, ending):
            task.cancel()
        await self.conductor.afterwork.end()
        await self.conductor.family.end()
        for task in done - {ending}:
            self._say_why(task.exception())

    def _say_why(self, error: BaseException | None) -> None:
        """Nothing can be shown any more: say so, and end as Ctrl-C does."""
        words = f"{type(error).__name__}: {error}" if error else "the watcher has ended"
        self.conductor.stage.terminal.line(f"the preview cannot go on: {words}")
        os.kill(os.getpid(), signal.SIGINT)

    async def watch(self) -> None:
        """The top folder by itself, and all folders in it that are not ignored: what a build
        writes is not even looked at. Begins anew when there is another folder to watch."""
        others = self.conductor.has_other_folders
        while True:
            others.clear()
            top = asyncio.create_task(self._watch([self.root], recursive=False))
            below = asyncio.create_task(self._watch(self._folders(), recursive=True))
            other = asyncio.create_task(others.wait())
            try:
                await asyncio.wait({top, below, other}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (top, below, other):
                    task.cancel()
            for task in (top, below):
                with suppress(asyncio.CancelledError):
                    await task
            asyncio.get_running_loop().call_later(CATCHING_UP, self.conductor.build_again)

    def _folders(self) -> list[Path]:
        inside = [path for path in self.root.iterdir() if path.is_dir() and self._is_watched(path)]
        return [*inside, *self._elsewhere()]

    def _elsewhere(self) -> list[Path]:
        """What the blog reads outside of its folder."""
        found = (Path(each) for each in self.conductor.blog["outside"])
        return [path for path in found if path.exists()]

    def _is_watched(self, path: Path) -> bool:
        return not self.ignore(str(path)) and not self.ignore(str(path / "x"))

    async def _watch(self, folders: list[Path], *, recursive: bool) -> None:
        if not folders:
            await asyncio.Event().wait()
        async for changes in watchfiles.awatch(
            *folders,
            watch_filter=lambda _, path: not self.ignore(path),
            step=STEP,
            debounce=DEBOUNCE,
            recursive=recursive,
        ):
            paths = _lasting(changes)
            if not recursive and any(self._is_new_folder(path, folders) for path in paths):
                self.conductor.has_other_folders.set()
            await self.conductor.changed(paths)

    def _is_new_folder(self, path: Path, folders: list[Path]) -> bool:
        return path.parent == self.root and path not in folders and path.is_dir()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One tab: it says what it shows, and is told until it is closed."""
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        tab: Tab | None = None
        try:
            said = json.loads(await socket.receive_text())
            tab = Tab(socket, page_at(str(said["path"])), str(said["digest"]))
            await self.tabs.add(tab)
            await self.wait_client_disconnect(socket)
        except (WebSocketDisconnect, ValueError, KeyError, TypeError):
            return
        finally:
            if tab is not None:
                self.tabs.open.discard(tab)


def _lasting(changes: set[tuple[watchfiles.Change, str]]) -> list[Path]:
    """The files, without those that came and went: an editor's, while it saved."""
    came = {path for kind, path in changes if kind is watchfiles.Change.added}
    went = {path for kind, path in changes if kind is watchfiles.Change.deleted}
    return [Path(path) for _, path in changes if path not in came & went or Path(path).exists()]


def page_at(address: str) -> str:
    """The file in the site that is shown at this path of an address."""
    from urllib.parse import unquote

    path = os.path.normpath("/" + unquote(address)).lstrip("/")
    if address.endswith("/") or path in ("", "."):
        return f"{path}/index.html".lstrip("./")
    return path
