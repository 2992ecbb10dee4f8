"""Work for a worker: some items bring it down, and some are too much for it."""

from __future__ import annotations

import os
import sys


def square(item: int) -> int:
    if item == 3:
        os._exit(1)
    if item == 5:
        raise ValueError(item)
    sys.stdout.write("noise")
    return item * item
