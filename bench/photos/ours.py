"""Ours, as processes to be measured: `python -m bench.photos.ours make FOLDER CACHE JOBS`, or
`… encode FOLDER JOBS` for the encoders alone, which prints the seconds of processor that they took.

As many at once as when ours are made: processes that share a machine's memory slow each other down.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.photos.encoding import seconds_of_encoders
from blogkit.photos.library import prepare
from blogkit.photos.model import Photo, PhotoSettings
from blogkit.workers import BrokeDown, work_on


def main() -> None:
    what, folder, *cache, jobs = sys.argv[1:]
    paths = sorted(Path(folder).glob("*.jpg"))
    if what == "encode":
        spent = [each for _, each in work_on(seconds_of_encoders, paths, int(jobs))]
        print(sum(each for each in spent if not isinstance(each, BrokeDown)))
        return
    found = prepare(paths, Path(*cache), PhotoSettings(), jobs=int(jobs))
    if not all(isinstance(photo, Photo) for photo in found.values()):
        sys.exit("not all of them were made")


if __name__ == "__main__":
    main()
