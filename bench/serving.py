"""A site on a loopback address, compressed as any host of static sites does it."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_THEY_ARE = frozenset({".avif", ".gif", ".gz", ".jpg", ".png", ".webp", ".woff2"})
TYPES = {".avif": "image/avif", ".webp": "image/webp", ".webmanifest": "application/manifest+json"}


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder *site*; gives its address, which ends in a slash."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle of a picture is no fault."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def do_GET(self) -> None:
        path = self._file()
        body, encoding = _body(path, path.stat().st_mtime_ns)
        self.send_response(200 if path.name != "404.html" else 404)
        kind = self.guess_type(str(path))
        is_text = kind.startswith("text/")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def _file(self) -> Path:
        """What the address asks for, or the page for addresses that do not exist."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() else Path(self.directory, "404.html")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Tests and benchmarks speak for themselves."""


@lru_cache(maxsize=512)
def _body(path: Path, _changed: int) -> tuple[bytes, str]:
    """A file's bytes as they are sent, and how they are encoded."""
    plain = path.read_bytes()
    if path.suffix in AS_THEY_ARE:
        return plain, ""
    return gzip.compress(plain, mtime=0), "gzip"
