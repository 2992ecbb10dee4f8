"""A site as it was built: its files, and the addresses in them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
KEPT = 50_000  # addresses; pages of one folder share most of theirs


@dataclass(frozen=True)
class Pointer:
    """An address as it is *written*, and the path within the site and the fragment it means."""

    written: str
    path: str
    fragment: str
    line: int


@dataclass(frozen=True)
class BuiltFile:
    """What one file of the site shows and points to; *address* is its path within the site.

    Of addresses that lead out of the site nothing is kept; *relative* are those of a feed that
    only make sense on a page. *private* are the words for what a picture tells of its author.
    """

    address: str
    ids: frozenset[str] = frozenset()
    links: tuple[Pointer, ...] = ()
    pictures: tuple[Pointer, ...] = ()
    without_alt: tuple[Pointer, ...] = ()
    relative: tuple[Pointer, ...] = ()
    private: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuiltSite:
    """A folder that can be published: the names of all its files, and what was read of some."""

    folder: Path
    names: frozenset[str]
    read: Mapping[str, BuiltFile]

    def file_at(self, path: str) -> str:
        """The file that a server shows at this path; empty if there is none."""
        if path in self.names:
            return path
        page = f"{path}/index.html".lstrip("/")
        return page if page in self.names else ""

    @property
    def pages(self) -> Iterator[BuiltFile]:
        return (file for name, file in self.read.items() if name.endswith(".html"))


@dataclass(frozen=True)
class Addresses:
    """How addresses are understood in a site that is published at *base_url*, or not yet."""

    base_url: str = ""

    def within(self, written: str, address: str) -> tuple[str, str] | None:
        """The path and the fragment that *written* means at *address*; None if it leads out."""
        meant = _meant(self, written.strip(), address.rpartition("/")[0])
        if meant is None:
            return None
        path, fragment = meant
        return address if path is None else path, fragment

    def from_top(self, target: str) -> str | None:
        """An address of this site without its host, any other as it is; None if it leads out."""
        base = self.base_url.rstrip("/")
        if base and target.startswith(base) and target[len(base) : len(base) + 1] in ("", *"/#?"):
            return "/" + target[len(base) :].lstrip("/")
        if SCHEME.match(target) or target.startswith("//"):
            return None
        top = urlsplit(base).path
        if not top or not target.startswith("/"):
            return target
        return target.removeprefix(top) if f"{target}/".startswith(f"{top}/") else None


@lru_cache(maxsize=KEPT)
def _meant(addresses: Addresses, written: str, folder: str) -> tuple[str | None, str] | None:
    """The path and the fragment meant on a page in *folder*; no path if it is that page's."""
    target = addresses.from_top(written)
    if target is None:
        return None
    path, _, fragment = target.partition("#")
    path = path.partition("?")[0]
    if not path:
        return None, unquote(fragment)
    top = "/" if path.startswith("/") else f"/{folder}"
    return unquote(posixpath.normpath(f"{top}/{path}").lstrip("/")), unquote(fragment)
