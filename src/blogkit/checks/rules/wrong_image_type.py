"""A picture is not what its name's ending says, or no picture at all.

Why: browsers and hosts go by the ending; some readers see nothing.
Bad: a PNG screenshot saved as `talk.jpg`. Good: `talk.png`.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from PIL import Image as Pictures
from PIL import UnidentifiedImageError

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.pictures import exists_exactly, is_remote, picture_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.site import Document, Site

NAME = "wrong-image-type"
SUFFIXES = {
    "AVIF": (".avif",),
    "BMP": (".bmp",),
    "GIF": (".gif",),
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "JPEG2000": (".jp2", ".j2k", ".jpx"),
    "MPO": (".jpg", ".jpeg", ".jpe"),
    "PNG": (".png", ".apng"),
    "TIFF": (".tif", ".tiff"),
    "WEBP": (".webp",),
}
KNOWN_SUFFIXES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)


def check(document: Document, site: Site) -> Iterator[Finding]:
    for image in document.source.images if document.source else ():
        if is_remote(image.target):
            continue
        path = picture_file(image.target, document, site)
        if path.suffix.lower() not in KNOWN_SUFFIXES or not exists_exactly(path, site):
            continue
        fault = _fault(path)
        if fault:
            yield Finding(NAME, Severity.WARNING, document.path, image.place, fault, echo=path.name)


def _fault(path: Path) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a picture's size, which is no matter of its type
            with Pictures.open(path) as picture:
                kind = picture.format or ""
    except (UnidentifiedImageError, OSError, Pictures.DecompressionBombError):
        return f"'{path.name}' cannot be read as a picture; save or export it again"
    if kind not in SUFFIXES or path.suffix.lower() in SUFFIXES[kind]:
        return ""
    return f"'{path.name}' is really a {kind} picture; name it '{path.stem}{SUFFIXES[kind][0]}'"
