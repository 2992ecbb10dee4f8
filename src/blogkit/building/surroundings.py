"""What a build depends on besides files: the Python, its packages, the environment, the moment."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1  # of what is kept between builds
PACKAGE_RECORDS = (".dist-info", ".egg-info", ".egg-link", ".pth")

# Why each of them matters. Not among them: PYTHONHASHSEED (no page may depend on it), NO_COLOR
# and the like (they change what is printed), what only conf.py reads (conf.py is run).
VARIABLES = (
    "DOCUTILSCONFIG",  # names a file of settings for docutils
    "LANG",  # how dates and lists are written, and in which language faults are told
    "LANGUAGE",
    "SPHINX_HTML_BASEURL",
    "TZ",  # ABlog and Sphinx write some dates in the machine's time zone
)
PREFIXES = ("LC_", "READTHEDOCS")  # themes and extensions behave otherwise on Read the Docs


def surroundings() -> list[object]:
    """All that makes an earlier build's pages worthless when it changes."""
    variables = {
        name: value
        for name, value in sorted(os.environ.items())
        if name in VARIABLES or name.startswith(PREFIXES)
    }
    packages = sorted(each for folder in sys.path for each in _packages(folder))
    return [FORMAT, sys.version, sys.prefix, sys.path, packages, variables]


def moment() -> float:
    """Now, in seconds; `SOURCE_DATE_EPOCH` sets it. What is no number is Sphinx's to tell of."""
    try:
        return float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    except ValueError:
        return time.time()


def today() -> str:
    """The day, here and in Greenwich: which of them is shown differs."""
    now = moment()
    return " ".join(time.strftime("%Y-%m-%d", each(now)) for each in (time.localtime, time.gmtime))


def _packages(folder: str) -> Iterator[list[object]]:
    """What is installed in a folder of `sys.path`, at which version, and when it was put there."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(PACKAGE_RECORDS):
                    yield [entry.name, entry.stat().st_mtime_ns]
    except OSError:  # an archive, or not there
        return
