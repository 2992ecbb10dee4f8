"""The commands: `python -m blogkit build`, `check`, `new`, `live`."""

from __future__ import annotations

import gc
import sys

if __name__ == "__main__":
    try:
        from blogkit.commands import main

        code = main()
        gc.freeze()  # all that is left goes with the process: Python need not look what is garbage
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(130)
