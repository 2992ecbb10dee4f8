"""`make photos`, as the author types it: which post is meant, and what came of it, in words."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.parallel import cores
from blogkit.photos.bringing import append_lines, bring, folder_for, pictures_in
from blogkit.photos.progress import shown_progress
from blogkit.words import counted, say, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIX = ".md"
NOT_POSTS = ("_", ".", "node_modules")  # how the names of folders begin that hold no posts


class CannotBringError(Exception):
    """Why no picture was brought, in the author's words."""


def bring_photos(
    root: Path, sources: Sequence[Path], name: str, *, append: bool
) -> tuple[tuple[str, ...], bool]:
    """Bring pictures into the post of this name, and their lines unless *append* is false.

    Returns the lines, and whether every picture came; says what was done. Raises CannotBringError.
    """
    post = find_post(root, name)
    missing = next((path for path in sources if not path.exists()), None)
    if missing:
        raise CannotBringError(f"there is no {missing}")
    try:
        pictures = pictures_in(sources)
        if not pictures:
            raise CannotBringError(f"there is no picture in {', '.join(map(str, sources))}")
        brought = bring(pictures, post, jobs=cores(), progress=shown_progress())
        if append and brought.lines:
            append_lines(post, brought.lines)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotBringError(f"not all of it could be read or written: {error}") from error
    for path, reason in brought.unusable.items():
        say(f"{shown_path(path)}: left out: {reason}")
    say(_summary(len(brought.written), len(brought.lines) if append else 0, post))
    return brought.lines, not brought.unusable


def find_post(root: Path, name: str) -> Path:
    """The post that is meant: by its path, or by the name of its file or of its folder.

    Raises CannotBringError.
    """
    if not name.strip():
        raise CannotBringError("name the post: make photos FROM=~/Pictures/trip POST=a-trip")
    for path in (root / name, root / f"{name}{SUFFIX}", root / name / "index.md"):
        if path.suffix == SUFFIX and path.is_file():
            return path
    wanted = Path(name).name.removesuffix(SUFFIX)
    posts = list(_markdown_files(root))
    found = [path for path in posts if _name(path) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        paths = " or ".join(str(path.relative_to(root)) for path in sorted(found))
        raise CannotBringError(f"there is more than one post '{wanted}': say {paths}")
    near = difflib.get_close_matches(wanted, map(_name, posts), n=1)
    hint = (
        f"; did you mean '{near[0]}'?" if near else f'; begin one with: make new TITLE="{wanted}"'
    )
    raise CannotBringError(f"there is no post '{name}'{hint}")


def _markdown_files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(NOT_POSTS)]
        yield from (Path(folder, each) for each in files if each.endswith(SUFFIX))


def _name(post: Path) -> str:
    return post.parent.name if post.name == "index.md" else post.stem


def _summary(written: int, lines: int, post: Path) -> str:
    where = shown_path(folder_for(post))
    if not written:
        return f"{where} has all of these pictures already."
    added = f", and {counted(lines, 'line')} to the end of {shown_path(post)}" if lines else ""
    return f"Wrote {counted(written, 'picture')} to {where}{added}."
