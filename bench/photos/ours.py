"""Ours, as processes to be measured: `python -m bench.photos.ours make FOLDER CACHE JOBS`, or
`… encode FOLDER` for the encoders alone, which prints the seconds of processor that they took.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ["VIPS_CONCURRENCY"] = "1"  # as in our workers

from blogkit.photos import encoders
from blogkit.photos.library import prepare
from blogkit.photos.model import Photo, PhotoSettings
from blogkit.photos.opening import open_picture


def main() -> None:
    what, folder, *rest = sys.argv[1:]
    paths = sorted(Path(folder).glob("*.jpg"))
    if what == "encode":
        print(sum(map(_seconds_of_encoders, paths)))
        return
    cache, jobs = rest
    found = prepare(paths, Path(cache), PhotoSettings(), jobs=int(jobs))
    if not all(isinstance(photo, Photo) for photo in found.values()):
        sys.exit("not all of them were made")


def _seconds_of_encoders(path: Path) -> float:
    """What it takes to write the variants of a picture, once its pixels are there in each size."""
    settings = PhotoSettings()
    widths = {*settings.widths, 2 * settings.column}
    images = [open_picture(path, width).pixels(width) for width in widths]
    start = time.process_time()
    for image in images:
        encoders.avif(image, settings.avif_quality)
        encoders.jpeg(image, settings.jpeg_quality)
    return time.process_time() - start


if __name__ == "__main__":
    main()
