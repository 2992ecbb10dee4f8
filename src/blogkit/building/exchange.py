"""Two folders change places in one step, so that nobody ever sees neither or half of one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

HERE = -100  # AT_FDCWD, of fcntl.h: paths count from the working folder
SWAP = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


def exchange(one: Path, other: Path) -> bool:
    """Whether the two have changed places; if not, the system or the disk cannot do it, or one of
    them is not there, and nothing has happened."""
    import ctypes

    try:
        system: Any = ctypes.CDLL(None, use_errno=True)
        first, second = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return bool(system.renamex_np(first, second, SWAP) == 0)
        return bool(system.renameat2(HERE, first, HERE, second, SWAP) == 0)
    except (AttributeError, OSError, TypeError):  # no such function; no library of that kind
        return False
