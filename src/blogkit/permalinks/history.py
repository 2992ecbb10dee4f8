"""Files that were renamed since the ledger was last committed, as far as git knows of it.

Asked only about a page that is gone, and whose text nobody has any more. Without git, or outside of
a repository, nothing is known; what went wrong there is not the author's business.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.permalinks.ledger import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 20  # for each command
RENAMES = (
    "-z",
    "--name-status",
    "--diff-filter=R",
    "--find-renames",
    "--relative",
    "--no-ext-diff",
)
OUTPUT = ":(exclude)_build"
STATUS = re.compile(r"\s*R\d+")


def renamed_files(root: Path) -> dict[str, str]:
    """The old paths of renamed files, relative to *root*, with their paths of today.

    Each commit is asked, so that a post is followed which was renamed first and rewritten later;
    then the folder as it is, with files that git was not told of yet.
    """
    try:
        commit = _git(root, "log", "-1", "--format=%H", "--", NAME).strip()
        if not commit:
            return {}
        told = _git(root, "log", "--reverse", "--format=", *RENAMES, f"{commit}..HEAD")
        return _followed([*_pairs(told), *_pairs(_since_last_commit(root))])
    except (OSError, subprocess.SubprocessError):
        return {}


def _since_last_commit(root: Path) -> str:
    """What git tells of the folder; by an index of its own, so that the author's stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "GIT_INDEX_FILE": str(Path(folder, "index"))}
        _git(root, "read-tree", "HEAD", surroundings=surroundings)
        _git(root, "add", "--intent-to-add", "--", ".", OUTPUT, surroundings=surroundings)
        return _git(root, "diff", *RENAMES, "HEAD", surroundings=surroundings)


def _git(root: Path, *arguments: str, surroundings: Mapping[str, str] | None = None) -> str:
    run = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env=surroundings,
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    return run.stdout.decode(errors="surrogateescape")


def _pairs(told: str) -> Iterator[tuple[str, str]]:
    pieces = iter(told.split("\0"))
    for piece in pieces:
        if STATUS.fullmatch(piece):
            yield next(pieces, ""), next(pieces, "")


def _followed(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Where each file is at the end, after renames one after the other."""
    found: dict[str, str] = {}
    for old, new in pairs:
        for first in [first for first, now in found.items() if now == old]:
            found[first] = new
        found[old] = new
    return {old: new for old, new in found.items() if old != new}
