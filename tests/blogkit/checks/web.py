"""A web server on this machine, for tests of links to other sites."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from blogkit.checks.asking import Manners, ask_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.verdicts import Verdict

HASTY = Manners(pause=0, second_try=0, patience=0.5, longest_wait=2)


@dataclass
class Server:
    """A server whose answers are set by path: a status, or several in turn; 0 says nothing."""

    address: str = ""
    answers: dict[str, list[int]] = field(default_factory=dict)
    retry_after: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    moments: list[float] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.moments.append(time.monotonic())
        self.asked.append((handler.command, handler.path))
        self.names.add(handler.headers["User-Agent"])
        planned = self.answers.get(handler.path, [200])
        status = planned.pop(0) if len(planned) > 1 else planned[0]
        if status == 0:
            time.sleep(2 * HASTY.patience)
        handler.send_response(status or 200)
        if 300 <= status < 400:
            handler.send_header("Location", "/" if handler.path != "/round" else "/round")
        if self.retry_after:
            handler.send_header("Retry-After", self.retry_after)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def ask(self, *paths: str, manners: Manners = HASTY) -> list[Verdict]:
        addresses = [self.address + path for path in paths]
        found = dict(ask_all(addresses, manners))
        return [found[each] for each in addresses]

    def states(self, *paths: str) -> list[str]:
        return [verdict.state.value for verdict in self.ask(*paths)]


@contextmanager
def running_server() -> Iterator[Server]:
    """A server until the context ends."""
    plan = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            plan.answer(self)

        def do_GET(self) -> None:
            plan.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        plan.address = f"http://127.0.0.1:{running.server_port}"
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield plan
        running.shutdown()
