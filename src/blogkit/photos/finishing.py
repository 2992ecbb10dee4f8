"""`python -m blogkit.photos.finishing`: makes the pictures that a preview shows roughly for now.

Beside an author at work: it gives way to whatever else the machine has to do.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.photos.library import prepare
from blogkit.photos.model import PhotoSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.later import Task

PATIENT = 10  # of 19 steps in which a process can be modest


def task_of(originals: Sequence[Path], cache: Path, settings: PhotoSettings, jobs: int) -> Task:
    """What is left to do for these originals."""
    given = {
        "originals": [str(each) for each in originals],
        "cache": str(cache),
        "settings": asdict(settings),
        "jobs": jobs,
    }
    return {"module": __name__, "given": given, "makes": "finer pictures"}


def finish(given: dict[str, Any]) -> None:
    """Do it. Raises OSError where the cache cannot be written."""
    written: dict[str, Any] = given["settings"]
    settings = PhotoSettings(**{**written, "widths": tuple(written["widths"])})
    originals = [Path(each) for each in given["originals"]]
    prepare(originals, Path(given["cache"]), settings, jobs=given["jobs"])


if __name__ == "__main__":
    os.nice(PATIENT)
    try:
        finish(json.load(sys.stdin))
    except OSError as error:
        sys.exit(
            f"pictures cannot be kept: {error.strerror or error}; make room, and save a file again"
        )
