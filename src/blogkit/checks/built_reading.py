"""Reading a built site: each page, feed and picture once, until it changes."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from blogkit.checks.built_files import Addresses, BuiltFile, BuiltSite
from blogkit.checks.built_pages import read_atom, read_json_feed, read_page
from blogkit.checks.pictures import head_of, is_picture
from blogkit.memory import fingerprint, likeness
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from blogkit.memory import Memory

FILE = "built.pickle"
FILES = (".html", "/atom.xml", "/feed.json")
NO_PAGES = ("_static/", "_sources/")  # parts of pages, and copies of sources
READERS = {".html": read_page, ".xml": read_atom, ".json": read_json_feed}


def read_built_site(
    folder: Path, base_url: str = "", *, memory: Memory | None = None, jobs: int = 1
) -> BuiltSite:
    """Read what is below *folder*; what *memory* holds of files that are the same is not read."""
    names = frozenset(_names_below(str(folder)))
    likes = {name: likeness(f"{folder}/{name}") for name in sorted(filter(_is_to_read, names))}
    key = fingerprint([str(folder), base_url])
    known = (memory.recall(FILE, key) if memory else None) or {}
    same = {name: known[name] for name in likes if known.get(name, ("",))[0] == likes[name]}
    fresh = [name for name in likes if name not in same]
    read = partial(_read, folder, Addresses(base_url))
    files = in_parallel(read, fresh, jobs, is_tidy=True)
    entries = same | {file.address: (likes[file.address], file) for file in files}
    if memory and (fresh or len(known) != len(entries)):
        memory.remember(FILE, key, entries)
    return BuiltSite(folder, names, {name: entries[name][1] for name in likes})


def read_files(
    folder: Path, base_url: str, names: Iterable[str], *, jobs: int = 1
) -> list[BuiltFile]:
    """Read those of these files that there is something to know of."""
    read = partial(_read, folder, Addresses(base_url))
    return in_parallel(read, [*filter(_is_to_read, names)], jobs, is_tidy=True)


def _names_below(folder: str) -> Iterator[str]:
    for path, _, names in os.walk(folder):
        below = os.path.relpath(path, folder).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _is_to_read(name: str) -> bool:
    if is_picture(name):
        return True
    return name.endswith(FILES) and not name.startswith(NO_PAGES)


def _read(folder: Path, addresses: Addresses, name: str) -> BuiltFile:
    path = folder / name
    if is_picture(name):
        head = head_of(path)
        return BuiltFile(name, private=head.private if head else ())
    return READERS[path.suffix](path.read_bytes(), name, addresses)
