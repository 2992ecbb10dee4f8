"""Finding the file that a picture's address means."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from blogkit.site import Document, Site


def is_remote(target: str) -> bool:
    """Whether the address is not a file's: `https:`, `data:`, `//host/`."""
    return bool(urlsplit(target).scheme) or target.startswith("//")


def picture_file(target: str, document: Document, site: Site) -> Path:
    """The file that *target* means on this document: `/x` counts from the blog's folder."""
    base = site.root if target.startswith("/") else document.path.parent
    return Path(os.path.normpath(base / target.lstrip("/")))


def exists_exactly(path: Path, site: Site) -> bool:
    """Whether the file is there under just this name; some file systems take `a` for `A`."""
    return site.has_exactly(path)
