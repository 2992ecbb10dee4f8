"""Start `make live …`, read the front page from it, and end it as Ctrl-C does."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time

TOO_LONG = 120  # seconds


def main(command: list[str]) -> None:
    live = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    guard = threading.Timer(TOO_LONG, os.killpg, (live.pid, signal.SIGKILL))
    guard.start()
    port = _port(live)
    title = re.search(r"<title>.*?</title>", _front_page(port), re.DOTALL)
    assert title, "the front page has no title"
    print(f"port {port}: {title[0]}")
    os.killpg(live.pid, signal.SIGINT)
    live.communicate()
    guard.cancel()


def _port(live: subprocess.Popen[str]) -> int:
    for line in live.stdout or ():
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if found:
            return int(found[1])
    sys.exit("the preview ended before it named its address")


def _front_page(port: int) -> str:
    deadline = time.monotonic() + TOO_LONG
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TOO_LONG)
        try:
            connection.request("GET", "/")
            return connection.getresponse().read().decode()
        except ConnectionRefusedError:
            continue
        finally:
            connection.close()
    sys.exit("the preview never answered")


if __name__ == "__main__":
    main(sys.argv[1:])
