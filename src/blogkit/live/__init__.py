"""`make live`: the blog as readers will see it, and what is wrong with it, as it is written.

`server` puts it together: `watching` sees files change, `conducting` decides what is done,
`warm` builds in processes of its own, `pages` and `problems` are what is shown, to all `tabs`.
"""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from blogkit.words import say

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"
PORTS_TRIED = 20
UNUSABLE = 2
TAKEN = (errno.EADDRINUSE, errno.EACCES)  # in use, or for the system alone


def live(root: Path, port: int, host: str = HOST) -> int:
    """Serve the preview at *host* until Ctrl-C or `q`; returns the exit code."""
    from blogkit.live.guarding import is_open
    from blogkit.live.server import serve
    from blogkit.live.terminal import Terminal, end_by_key

    if not hasattr(os, "fork"):
        say("the preview needs a system on which processes can fork: Linux, macOS or WSL")
        return UNUSABLE
    try:
        listening = _listen(host, port)
    except OSError as error:
        say(f"the preview cannot be at {host}, port {port}: {error.strerror}")
        return UNUSABLE
    taken = listening.getsockname()[1]
    if port not in (taken, 0):
        print(f"Port {port} is taken; using {taken}.", flush=True)
    if is_open(host):
        say(f"Warning: whoever can reach {host} can read your drafts, and change files by a fix.")
    shown = f"[{host}]" if ":" in host else host
    Terminal(root).address(f"http://{shown}:{taken}")
    with suppress(KeyboardInterrupt), end_by_key():
        serve(root.resolve(), host, listening)
    print("The preview has ended.", flush=True)
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """A socket at that port, or at the next one that is free. Raises OSError."""
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    for number in (*range(port, min(port + PORTS_TRIED, 65536)), 0):
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno not in TAKEN:
                raise
        else:
            return listening
    raise OSError(0, "no port is free")
