"""Finding the file that a picture's address means."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogkit.checks.picture_files import PictureFile, read_picture
from blogkit.memory import stamp_of
from blogkit.sources.mentions import PICTURE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Image

# Pillow's names of formats, and the endings that browsers and hosts take for them.
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
READ_SUFFIXES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)


def is_remote(target: str) -> bool:
    """Whether the address is not a file's: `https:`, `data:`, `//host/`."""
    try:
        return bool(urlsplit(target).scheme) or target.startswith("//")
    except ValueError:  # brackets where an address of six groups should be
        return True


def is_picture(name: str) -> bool:
    """Whether a file of this name is a picture, going by its ending."""
    return os.path.splitext(name)[1].lower() in PICTURE_SUFFIXES  # noqa: PTH122 - of many names


def picture_file(target: str, document: Document, site: Site) -> Path:
    """The file that *target* means on this document: `/x` counts from the blog's folder."""
    base = site.root if target.startswith("/") else document.path.parent
    return Path(os.path.normpath(f"{base}/{target}"))


def exists_exactly(path: Path, site: Site) -> bool:
    """Whether the file is there under just this name; some file systems take `a` for `A`."""
    return site.has_exactly(path)


def shown_files(document: Document, site: Site) -> Iterator[tuple[Image, Path]]:
    """Each file that the document shows as a picture and that is there: once, where it first
    stands."""
    seen = set()
    for image in document.source.images if document.source else ():
        if not image.target or is_remote(image.target):
            continue
        path = picture_file(image.target, document, site)
        if path not in seen and exists_exactly(path, site):
            yield image, path
        seen.add(path)


def shown_pictures(document: Document, site: Site) -> Iterator[tuple[Image, Path, PictureFile]]:
    """Those of these files that Pillow may read, and what their heads say.

    `shown_files` notes the stamps of the files, so that findings hold until one changes.
    """
    for image, path in shown_files(document, site):
        file = head_of(path)
        if file:
            yield image, path, file


def head_of(path: Path) -> PictureFile | None:
    """What the head of this file says; None if it is not there, or not for Pillow to read."""
    stamp = stamp_of(path) if path.suffix.lower() in READ_SUFFIXES else None
    return read_picture(path, stamp) if stamp else None


def in_megabytes(size: int) -> str:
    """`1.5 MB`, as the file managers of Macs and telephones count."""
    return f"{size / 1_000_000:.1f} MB"
