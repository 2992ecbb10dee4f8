"""All files below a folder, with what tells that one of them was changed."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from stat import S_ISDIR
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Skip = Callable[[str, os.DirEntry[str]], bool]


# The size, and when contents and anything were changed: what differs when a file was written. The
# last cannot be set back as the one before can. A plain tuple: there are ten thousands of them.
Mark = tuple[int, int, int]


def mark_of(status: os.stat_result) -> Mark:
    """The mark of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def marks_below(folder: str | os.PathLike[str], skip: Skip | None = None) -> dict[str, Mark]:
    """Every file below *folder* by its relative name with slashes; empty if there is no folder.

    Links are followed, those in a circle once. *skip* is asked with each name, folders' too; the
    path of the entry that it gets is its name at most systems.
    """
    return {name: mark_of(status) for name, status in statuses_below(folder, skip).items()}


def statuses_below(
    folder: str | os.PathLike[str], skip: Skip | None = None
) -> dict[str, os.stat_result]:
    """The same files, with all that the disk says of them."""
    found: dict[str, os.stat_result] = {}
    with _opened(os.fspath(folder), None) as top:
        _find(top, "", frozenset(), skip, found)
    return found


def numbers_below(folder: str | os.PathLike[str], prefix: str = "") -> dict[str, int]:
    """Every file below *folder* by its relative name with slashes, and its number: two files of one
    number on one disk are one file. Links are not followed. Of a folder that is not there, or cannot
    be read, there is nothing."""
    found: dict[str, int] = {}
    try:
        with os.scandir(folder) as opened:
            entries = list(opened)
    except OSError:
        return found
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            found |= numbers_below(entry.path, f"{prefix}{entry.name}/")
        else:
            found[prefix + entry.name] = entry.inode()
    return found


@contextmanager
def _opened(folder: str, above: int | str | None) -> Iterator[int | str | None]:
    """A folder, by its name in the one *above*: what is in an open folder is asked for by its mere
    name, and the disk does not look up the way to it each time. None if it cannot be opened."""
    if os.scandir not in os.supports_fd:
        yield folder if above is None else f"{above}/{folder}"
        return
    number = None
    with suppress(OSError):
        number = os.open(
            folder, os.O_RDONLY | os.O_DIRECTORY, dir_fd=above if isinstance(above, int) else None
        )
    try:
        yield number
    finally:
        if number is not None:
            os.close(number)


def _find(
    folder: int | str | None,
    prefix: str,
    above: frozenset[tuple[int, int]],
    skip: Skip | None,
    found: dict[str, os.stat_result],
) -> None:
    """Into one dictionary: handed up through generators, each file would pass all its folders."""
    if folder is None:
        return
    try:
        identity = os.stat(folder)  # noqa: PTH116 - mostly an open folder, which no Path can be
        with os.scandir(folder) as opened:
            entries = list(opened)
    except OSError:  # gone meanwhile, or not ours to read: Sphinx sees nothing of it either
        return
    here = (identity.st_dev, identity.st_ino)
    if here in above:
        return
    for entry in entries:
        name = prefix + entry.name
        if skip and skip(name, entry):
            continue
        status = _status(entry)
        if status is None:
            continue
        if not S_ISDIR(status.st_mode):
            found[name] = status
            continue
        with _opened(entry.name, folder) as below:
            _find(below, f"{name}/", above | {here}, skip, found)


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Of what a link leads to; of the link itself if that leads nowhere."""
    for follow in (True, False):
        try:
            return entry.stat(follow_symlinks=follow)
        except OSError:
            continue
    return None
