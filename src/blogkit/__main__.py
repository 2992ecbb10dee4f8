"""The commands: `python -m blogkit build`, `check`, `new`, `live`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    try:
        from blogkit.commands import main

        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
