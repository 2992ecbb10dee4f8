"""Pictures that a text names in any way: as Markdown, HTML, an option, or plain words."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

PICTURE_SUFFIXES = frozenset(
    {
        *(".apng", ".avif", ".bmp", ".gif", ".heic", ".heif", ".j2k", ".jfif", ".jp2", ".jpe"),
        *(".jpeg", ".jpg", ".jpx", ".png", ".svg", ".tif", ".tiff", ".webp"),
    }
)
ENDINGS = "|".join(sorted(suffix[1:] for suffix in PICTURE_SUFFIXES))
ENDING = re.compile(rf"\.(?:{ENDINGS}|\*)(?!\w)", re.IGNORECASE)
DELIMITERS = "\"'()<>[]{}|`=,; \t\r\n"
LONGEST = 300  # characters of a path: no line, however long, takes more than that for each ending


def picture_mentions(text: str) -> list[str]:
    """All that looks like the path of a picture, percent-decoded, in the order of the text.

    Of a name with spaces it is the last word.
    """
    found = (text[_begin(text, ending.start()) : ending.end()] for ending in ENDING.finditer(text))
    return [unquote(each) for each in found]


def is_named_as_picture(name: str) -> bool:
    """Whether a file of this name is a picture, going by its ending."""
    return PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES


def names_picture(written: object) -> bool:
    """Whether `image` in front matter is the name of a file or an address, and no number."""
    if not isinstance(written, str):
        return False
    text = written.strip().lower()
    is_remote = text.startswith(("http://", "https://"))
    return is_remote or is_named_as_picture(text)


def picture_folders(text: str, targets: Iterable[str] = ()) -> frozenset[str]:
    """The folders, as written, of the pictures that *text* mentions, and of these *targets*."""
    paths = (each for each in (*picture_mentions(text), *targets) if ":" not in each)
    return frozenset(os.path.split(path)[0] for path in paths)


def _begin(text: str, end: int) -> int:
    lowest = max(0, end - LONGEST)
    return max(lowest, *(text.rfind(each, lowest, end) + 1 for each in DELIMITERS))
