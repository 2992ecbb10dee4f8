"""What a worker does with one picture. It imports no more than that needs: workers are small."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.photos.cache import keep
from blogkit.photos.codec import Encoded, encode, encode_roughly, reduce
from blogkit.photos.model import Photo, PhotoSettings, Unusable
from blogkit.photos.opening import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.photos.codec import Encoding

LONGEST_IN_POST = 2560  # pixels: enough for the widest variant, at a tenth of the bytes


@dataclass(frozen=True, slots=True)
class Task:
    """A picture to be made: its *contents* are known by their hash, and so is the result."""

    original: Path
    contents: str
    digest: str
    cache: Path
    settings: PhotoSettings
    is_rough: bool = False


def make(task: Task) -> Photo | Unusable:
    """Make all variants, or one for now, and keep them.

    Raises OSError where nothing can be written.
    """
    outcome: Encoding | Unusable
    try:
        if task.is_rough:
            outcome = encode_roughly(task.original)
        else:
            outcome = encode(task.original, task.settings)
    except UnreadableError as error:
        outcome = Unusable(str(error))
    if contents_of(task.original) != task.contents:
        return Unusable("it changes while it is read")
    return keep(task.cache, task.digest, outcome)


def reduced(original: Path) -> Encoded | Unusable:
    """The picture as it is kept with a post."""
    try:
        return reduce(original, LONGEST_IN_POST)
    except UnreadableError as error:
        return Unusable(str(error))


def contents_of(path: Path) -> str | None:
    """A digest of what the file holds; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
