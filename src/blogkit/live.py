"""`make live`: sphinx-autobuild's server on this blog, with drafts and future posts shown."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from sphinx_autobuild.__main__ import main as autobuild

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"


def live(root: Path, port: int) -> int:
    """Serve the preview on 127.0.0.1 until Ctrl-C; returns the exit code."""
    free = _free_port(port)
    if free != port:
        print(f"Port {port} is taken; using {free}.", flush=True)
    arguments = [
        f"--host={HOST}",
        f"--port={free}",
        "--ignore=*/_build/*",
        "--ignore=*/.venv/*",
        "--ignore=*/.git/*",
        "--define=blogkit_drafts=1",
        f"--doctree-dir={root / '_build' / 'doctrees' / 'live'}",
        str(root),
        str(root / "_build" / "live"),
    ]
    autobuild(arguments)
    return 0


def _free_port(wanted: int) -> int:
    """The wanted port if nobody listens on it, else one that the system gives."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return wanted
