"""A picture has more bytes or pixels than any reader can use.

Why: a telephone runs out of memory over 50 million pixels, and a reader out of patience over ten
megabytes. The photo build makes smaller copies of camera pictures, but has to open each first;
drawings (SVG) and moving pictures (GIF) go to readers as they are.
Bad: a panorama of 300 megapixels; a film of 20 MB as GIF.
Good: the panorama at 8,000 pixels' width; the film as MP4, in a `<video>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.picture_files import TOO_LARGE, PictureFile
from blogkit.checks.pictures import head_of, in_megabytes, shown_files
from blogkit.memory import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.site import Document, Site

NAME = "heavy-image"
MOST_PIXELS = 50_000_000  # telephones take 12 to 48 million at once
MOST_BYTES = 25_000_000  # what such a picture takes straight from the camera, and some more
MOST_BYTES_UNCHANGED = {".gif": 5_000_000, ".svg": 1_000_000}


def check(document: Document, site: Site) -> Iterator[Finding]:
    for image, path in shown_files(document, site):
        fault = _too_many_pixels(head_of(path)) or _too_many_bytes(path)
        if fault:
            message = f"'{path.name}' {fault}"
            yield Finding(NAME, Severity.WARNING, document.path, image.place, message)


def _too_many_pixels(file: PictureFile | None) -> str:
    if file is None:
        return ""
    millions = file.width * file.height // 1_000_000
    if file.kind != TOO_LARGE and file.width * file.height <= MOST_PIXELS:
        return ""
    how_many = "hundreds of" if file.kind == TOO_LARGE else str(millions)
    return f"has {how_many} million pixels, more than any screen can show; save it smaller"


def _too_many_bytes(path: Path) -> str:
    stamp, suffix = stamp_of(path), path.suffix.lower()
    size = stamp[2] if stamp else 0
    if size <= MOST_BYTES_UNCHANGED.get(suffix, MOST_BYTES):
        return ""
    advice = {
        ".gif": "save it as MP4 and show it in a <video>",
        ".svg": "simplify it, or save it as PNG",
    }.get(suffix, "save it smaller")
    return f"weighs {in_megabytes(size)}, for which readers would wait; {advice}"
