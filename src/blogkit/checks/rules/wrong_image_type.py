"""A picture is not what its name's ending says, no picture at all, or a photo saved as PNG.

Why: browsers and hosts go by the ending, so some readers see nothing. PNG keeps every speck of a
photo's noise: readers wait ten times longer for it.
Bad: a PNG screenshot saved as `talk.jpg`; a photo of 8 MB called `lake.png`.
Good: `talk.png`; `lake.jpg`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.pictures import SUFFIXES, in_megabytes, shown_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.checks.picture_files import PictureFile
    from blogkit.site import Document, Site

NAME = "wrong-image-type"
# Screenshots and drawings take a fraction of a byte for each of their pixels, photos two or more.
# What has transparent parts is RGBA, and could be nothing else.
PHOTO_BYTES, PHOTO_PIXELS = 1.5, 1_000_000


def check(document: Document, site: Site) -> Iterator[Finding]:
    for image, path, file in shown_pictures(document, site):
        fault = _fault(path, file)
        if fault:
            yield Finding(NAME, Severity.WARNING, document.path, image.place, fault, echo=path.name)


def _fault(path: Path, file: PictureFile) -> str:
    if not file.kind:
        return f"'{path.name}' cannot be read as a picture; save or export it again"
    if file.kind in SUFFIXES and path.suffix.lower() not in SUFFIXES[file.kind]:
        suffix = SUFFIXES[file.kind][0]
        return f"'{path.name}' is really a {file.kind} picture; name it '{path.stem}{suffix}'"
    if _is_photo_as_png(file):
        return (
            f"'{path.name}' looks like a photo saved as PNG ({in_megabytes(file.size)}); "
            f"save it as '{path.stem}.jpg', which takes a tenth of that"
        )
    return ""


def _is_photo_as_png(file: PictureFile) -> bool:
    pixels = file.width * file.height
    is_png = file.kind == "PNG" and file.mode == "RGB" and not file.moves
    return is_png and pixels >= PHOTO_PIXELS and file.size >= PHOTO_BYTES * pixels
