"""`python -m bench.live`: from the save of a post to its new page in the browser.

Ours, Hugo's and Eleventy's servers show the same posts. What counts is the time from the save until
the server has told the open tab to reload, and has served it the new page; of Eleventy, whose word
to its tabs has no fixed form, only the page. They take turns, edit by edit.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from websockets.sync.client import connect

from bench.corpus import posts
from bench.generators.base import HERE, UnavailableError
from bench.generators.eleventy import Eleventy
from bench.generators.hugo import Hugo
from bench.generators.ours import Ours
from bench.scenarios import PLACE_OF_EDIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.corpus import Post
    from bench.generators.base import Generator

REPOSITORY = HERE.parent
TOOLS = REPOSITORY / "_build/bench/installed"
TOO_LONG = 600  # seconds
PAUSE = 0.002  # seconds between two looks at a page
REST = 3.0  # seconds between two saves: an author reads what was written
HUGO_HELLO = {
    "command": "hello",
    "protocols": ["http://livereload.com/protocols/official-7"],
}


@dataclass
class Server:
    """A generator's server, and how long it took after each save."""

    generator: Generator
    port: int
    seconds: list[float] = field(default_factory=list)
    socket: Any = None

    def start(self, stack: ExitStack, post: Post) -> None:
        """Start it, and wait for the first page."""
        process = subprocess.Popen(
            self._command(),
            cwd=self.generator.folder,
            env={**self.generator.environment(), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        stack.callback(_end, process)
        self.wait_for(post.title, post)
        self.socket = self._socket(stack, post)

    def _command(self) -> Sequence[str]:
        command, port = [*self.generator.command()], str(self.port)
        if isinstance(self.generator, Ours):
            return [sys.executable, "-m", "blogkit", "live", "--port", port]
        if isinstance(self.generator, Hugo):
            return [*command, "server", "--port", port, "--baseURL", f"http://127.0.0.1:{port}/"]
        return [*command, "--serve", "--incremental", f"--port={port}"]

    def _socket(self, stack: ExitStack, post: Post) -> Any:
        at = f"ws://127.0.0.1:{self.port}"
        if isinstance(self.generator, Ours):
            shown = re.search(r'data-digest="(\w*)"', self.get(self.address(post)))
            tab = stack.enter_context(connect(f"{at}/__live__/socket"))
            hello = {"path": self.address(post), "digest": shown[1] if shown else ""}
            tab.send(json.dumps(hello))
            return tab
        if isinstance(self.generator, Hugo):
            tab = stack.enter_context(connect(f"{at}/livereload"))
            tab.send(json.dumps(HUGO_HELLO))
            return tab
        return None

    def address(self, post: Post) -> str:
        place = self.generator.page.format(name=post.name, day=f"{post.day:%Y/%m/%d}")
        return "/" + place.removesuffix("index.html")

    def get(self, address: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TOO_LONG)
        try:
            connection.request("GET", address)
            return connection.getresponse().read().decode(errors="replace")
        finally:
            connection.close()

    def wait_for(self, words: str, post: Post) -> None:
        deadline = time.monotonic() + TOO_LONG
        while time.monotonic() < deadline:
            with suppress(OSError):
                if words in self.get(self.address(post)):
                    return
            time.sleep(PAUSE)
        raise TimeoutError(f"{self.generator.label} never showed {words!r}")

    def wait_for_reload(self) -> None:
        while self.socket is not None:
            said = json.loads(self.socket.recv(timeout=TOO_LONG))
            if "reload" in (said.get("do"), said.get("command")):
                return


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    corpus = posts(options.posts)
    post = corpus[-1]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        servers = list(_servers(Path(folder), options.only))
        for server in servers:
            server.generator.write_blog(corpus)
            server.start(stack, post)
        for run in range(options.runs):
            for server in servers:
                time.sleep(REST)
                _save(server, post, run)
        print(_table(servers, options.posts))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=20, help="of which the median counts")
    parser.add_argument("--only", nargs="+", default=["ours", "hugo", "eleventy"], metavar="NAME")
    return parser


def _servers(folder: Path, names: Sequence[str]) -> list[Server]:
    servers = []
    for kind in (Ours, Hugo, Eleventy):
        if kind.name not in names:
            continue
        generator = kind(folder=folder / kind.name, tools=TOOLS, repository=REPOSITORY)
        try:
            generator.install()
        except UnavailableError as error:
            print(f"{kind.label} is left out: {error}")
            continue
        with socket.create_server(("127.0.0.1", 0)) as free:
            servers.append(Server(generator, free.getsockname()[1]))
    return servers


def _save(server: Server, post: Post, run: int) -> None:
    words = f"See [the notes of save {run}]"
    generator = server.generator
    text = generator.text(post).replace(PLACE_OF_EDIT, words, 1)
    began = time.monotonic()
    generator.source(post).write_text(text, encoding="utf-8")
    server.wait_for_reload()
    server.wait_for(f"the notes of save {run}", post)
    server.seconds.append(time.monotonic() - began)


def _table(servers: Sequence[Server], count: int) -> str:
    lines = [
        f"From save to new page, {count:,} posts:",
        "",
        "| server | seconds, median | least | most |",
        "| --- | --- | --- | --- |",
    ]
    for server in servers:
        times = server.seconds
        figures = (statistics.median(times), min(times), max(times))
        shown = " | ".join(f"{each:.2f}" for each in figures)
        lines.append(f"| {server.generator.label} | {shown} |")
    return "\n".join(lines)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
