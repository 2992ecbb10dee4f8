"""A preview in a process of its own, its pages, and a tab that is no browser."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from websockets.sync.client import ClientConnection

TOO_LONG = 60  # seconds that anything may take
FOR_EVER = 900  # seconds after which a preview that hangs is killed
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
SCRIPT = re.compile(rb'\n<script src="/__live__/overlay\.js"[^>]*></script>\n$')
DATA = re.compile(rb'data-(digest|token)="([^"]*)"')
NOW = 1_800_000_000  # 15 January 2027, 08:00 UTC


@dataclass
class Tab:
    """What a browser's tab says and hears."""

    socket: ClientConnection
    heard: list[dict[str, Any]] = field(default_factory=list)

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message from now on that is as wanted."""
        while True:
            message: dict[str, Any] = json.loads(self.socket.recv(timeout=TOO_LONG))
            self.heard.append(message)
            if wanted(message):
                return message

    def wait_for_word(self, do: str) -> dict[str, Any]:
        return self.wait_for(lambda message: message["do"] == do)


@dataclass
class Preview:
    """A running `python -m blogkit live`."""

    root: Path
    process: subprocess.Popen[str]
    port: int
    lines: list[str] = field(default_factory=list)

    def request(
        self, method: str, path: str, *, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TOO_LONG)
        try:
            connection.request(method, path, body or None, headers or {})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def page(self, path: str) -> bytes:
        """A page without our script, as it stands in the site."""
        return SCRIPT.sub(b"", self.request("GET", path)[1])

    def given_with(self, path: str) -> dict[str, str]:
        """What the script of a page is told: the page's digest, and the token."""
        found = DATA.findall(self.request("GET", path)[1])
        return {name.decode(): value.decode() for name, value in found}

    @contextmanager
    def tab(self, path: str = "/nowhere") -> Iterator[Tab]:
        """A tab that shows a page as it is now."""
        digest = self.given_with(path).get("digest", "")
        with connect(f"ws://127.0.0.1:{self.port}/__live__/socket") as socket:
            socket.send(json.dumps({"path": path, "digest": digest}))
            tab = Tab(socket)
            tab.wait_for_word("problems")
            yield tab

    def wait_until_built(self, tab: Tab, *paths: str) -> None:
        """Until builds have taken up the changes of all these files, or of a folder they came in."""
        left = {self.root / path for path in paths}
        while left:
            built = {Path(each) for each in tab.wait_for_word("built")["paths"]}
            left = {path for path in left if built.isdisjoint((path, *path.parents))}

    def wait_until_at_rest(self, tab: Tab, *paths: str) -> None:
        """The same, and until nothing is left to do besides, such as finer pictures."""
        left, rests = {str(self.root / path) for path in paths}, False
        while left or not rests:
            built = tab.wait_for_word("built")
            left -= set(built["paths"])
            rests = built["rests"]


@contextmanager
def preview(root: Path, *arguments: str) -> Iterator[Preview]:
    """A preview that has built the blog once; it is ended as Ctrl-C does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "blogkit", "live", "--port", "0", *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "SOURCE_DATE_EPOCH": f"{NOW}"},
        start_new_session=True,
    )
    guard = threading.Timer(FOR_EVER, os.killpg, (process.pid, signal.SIGKILL))
    guard.start()
    try:
        running = _started(root, process)
        yield running
        ended = process.poll() not in (None, -signal.SIGKILL)
        assert not ended, "the preview ended by itself:\n" + "".join(running.lines)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
        guard.cancel()


def _started(root: Path, process: subprocess.Popen[str]) -> Preview:
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        found = ADDRESS.search(line)
        if found:
            running = Preview(root, process, int(found[1]), lines)
            threading.Thread(target=lines.extend, args=(process.stdout,), daemon=True).start()
            running.request("GET", "/")
            return running
    raise AssertionError("the preview ended before it named its address:\n" + "".join(lines))
