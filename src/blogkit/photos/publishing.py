"""Under which names the files of a picture are published, and which of them a page offers.

The widest one for every browser has the name that stock Sphinx gives to the original, so that its
address stays. All others are named by what they hold: another picture has another address, and
caches may keep them forever.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.photos.model import Photo, Variant

SUFFIXES = {
    "image/avif": (".avif",),
    "image/gif": (".gif",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png", ".apng"),
    "image/svg+xml": (".svg",),
    "image/webp": (".webp",),
}
SHOWN_OF_DIGEST = 8  # characters, enough to tell one version of a picture from another


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that a browser may choose, by its name in the folder of pictures."""

    name: str
    width: int


@dataclass(frozen=True, slots=True)
class Source:
    """The candidates of one type."""

    mime: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A picture as it stands in the site.

    *fallback* is the name of the widest file that every browser shows; *width* and *height* are
    its size. *sources* are in the order of preference, the last of them for every browser.
    *files* are all files by their names.
    """

    fallback: str
    width: int
    height: int
    sources: tuple[Source, ...]
    files: dict[str, Path]


def published(photo: Photo, name: str) -> Published:
    """The picture whose original Sphinx would publish as *name*."""
    widest = photo.variants[-1]
    names = {variant: _name_of(variant, photo, name) for variant in photo.variants}
    fits = PurePosixPath(name).suffix.lower() in SUFFIXES.get(widest.mime, ())
    if fits or len(photo.variants) == 1:
        names[widest] = name
    sources = tuple(
        Source(mime, tuple(Candidate(names[each], each.width) for each in group))
        for mime, group in groupby(photo.variants, key=lambda each: each.mime)
    )
    # What stood at the stock address was perhaps of another type: browsers look into the file.
    files = {name: widest.file, **{names[each]: each.file for each in photo.variants}}
    return Published(names[widest], widest.width, widest.height, sources, files)


def _name_of(variant: Variant, photo: Photo, name: str) -> str:
    suffix = SUFFIXES.get(variant.mime, (variant.file.suffix,))[0]
    version = photo.digest[:SHOWN_OF_DIGEST]
    return f"{PurePosixPath(name).stem}-{variant.width}.{version}{suffix}"
