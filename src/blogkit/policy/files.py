"""Scripts and stylesheets of the site itself: what in them says which hosts a page needs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogkit.policy.stylesheets import addresses_in_file

if TYPE_CHECKING:
    from pathlib import Path

STATIC = "_static/"  # where Sphinx puts what pages load besides pictures


class Files:
    """The files that pages load, of the site in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._static = folder / STATIC

    def script(self, address: str) -> str:
        """A script's text; empty if the address leads to no file of the site."""
        path = self._path(address)
        return _text(path, path.stat().st_mtime_ns) if path else ""

    def styles(self, address: str) -> tuple[tuple[str, bool], ...]:
        """The addresses that a stylesheet loads from, each with whether it is one of styles."""
        path = self._path(address)
        return _addresses(path, self._static, path.stat().st_mtime_ns) if path else ()

    def _path(self, address: str) -> Path | None:
        """Wherever the page lies that names it."""
        try:
            name = unquote(urlsplit(address).path.rpartition(STATIC)[2])
            path = (self._static / name).resolve(strict=True)
        except (OSError, ValueError):  # there is no such file, and no such address
            return None
        return path if path.is_file() and path.is_relative_to(self._static.resolve()) else None


@lru_cache(maxsize=256)
def _text(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


@lru_cache(maxsize=256)
def _addresses(path: Path, folder: Path, _changed: int) -> tuple[tuple[str, bool], ...]:
    return addresses_in_file(path, folder)
