"""Pictures and other files that are copied into the site: only when they changed."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.memory import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

Seen = tuple[bytes, os.stat_result]


def stamps(root: Path, named: Mapping[str, str], folder: str) -> dict[str, str]:
    """For each copy, by its path in the output, what it is a copy of: path, time, size."""
    return {f"{folder}/{name}": _stamp(root / source) for source, name in sorted(named.items())}


def _stamp(path: Path) -> str:
    stamp = stamp_of(path)
    return f"{path} {stamp}" if stamp else ""


def is_copied(path: str, stamp: str, known: Mapping[str, str], out: Path) -> bool:
    """Whether the copy at *path* is there, and of the file as it is now."""
    return bool(stamp) and known.get(path) == stamp and (out / path).is_file()


def bring(wanted: Mapping[str, str], known: Mapping[str, str], out: Path) -> dict[str, str]:
    """Copy files, each to its path in *out*, unless it is there as it is; the stamps of all."""
    stamps = {path: _stamp(Path(file)) for path, file in sorted(wanted.items())}
    for path, stamp in stamps.items():
        if stamp and not is_copied(path, stamp, known, out):
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(wanted[path], out / path)
    return stamps


def downloads(env: BuildEnvironment) -> dict[str, str]:
    """The paths of downloads in the output."""
    return {f"_downloads/{name}": "" for _, name in env.dlfiles.values()}


def files_below(folders: Iterable[Path]) -> dict[str, str]:
    """The paths of all files in these folders, each relative to its folder."""
    return {
        Path(parent, name).relative_to(folder).as_posix(): ""
        for folder in folders
        for parent, _, names in os.walk(folder)
        for name in names
    }


def seen(path: Path) -> Seen | None:
    """The file as it is; None if it cannot be read."""
    try:
        return path.read_bytes(), path.stat()
    except OSError:
        return None


def keep_time(path: Path, before: Seen | None) -> None:
    """Give the file the time that it had *before*, if it has the same content still."""
    if before and path.read_bytes() == before[0]:
        os.utime(path, ns=(before[1].st_atime_ns, before[1].st_mtime_ns))


@contextmanager
def time_kept_if_same(path: Path) -> Iterator[None]:
    """Whatever writes the file meanwhile: with the same content it keeps its time stamp."""
    before = seen(path)
    yield
    keep_time(path, before)


def remove(paths: Iterable[Path], out: Path) -> None:
    """Remove files that belong to nothing any more, and folders that are empty without them."""
    for path in paths:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == out or not folder.is_relative_to(out) or any(_listed(folder)):
                break
            folder.rmdir()


def _listed(folder: Path) -> Iterable[Path]:
    return folder.iterdir() if folder.is_dir() else ()
