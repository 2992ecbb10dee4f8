"""The commands: `python -m blogkit build`, `check`, `new`, `live`."""

from __future__ import annotations

import sys

from blogkit.commands import main

if __name__ == "__main__":
    sys.exit(main())
