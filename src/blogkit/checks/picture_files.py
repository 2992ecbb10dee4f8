"""What the head of a picture's file says. No picture is ever decoded for it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image as Pictures

from blogkit.checks.private_details import private_details

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.memory import Stamp

KEPT = 4096  # pictures; several checks ask for the same one
TOO_LARGE = "too large"  # instead of a format: so many pixels that Pillow takes it for an attack


@dataclass(frozen=True)
class PictureFile:
    """What is known of one picture: *kind* is Pillow's name of its format, empty if it is no
    picture. *size* counts bytes; *private* are the words for what it tells of its author."""

    kind: str = ""
    size: int = 0
    mode: str = ""
    width: int = 0
    height: int = 0
    moves: bool = False
    private: tuple[str, ...] = ()


@lru_cache(maxsize=KEPT)
def read_picture(path: Path, stamp: Stamp) -> PictureFile:
    """Read the head of the file *path*, which has this *stamp*."""
    size = stamp[2]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its size, and of damage that hinders no reader
            return _read(path, size)
    except Pictures.DecompressionBombError:
        return PictureFile(TOO_LARGE, size)
    except (OSError, ValueError, SyntaxError):
        return PictureFile(size=size)


def _read(path: Path, size: int) -> PictureFile:
    with Pictures.open(path) as picture:
        kind = picture.format or ""
        moves = kind == "PNG" and bool(getattr(picture, "is_animated", False))
        private = private_details(picture, path)
        return PictureFile(kind, size, picture.mode, *picture.size, moves, private)
