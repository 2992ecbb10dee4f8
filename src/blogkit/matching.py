"""Sphinx's search for files by patterns, with one regular expression instead of one for each.

`sphinx.util.matching.get_matching_files` makes a `Path` of each name and tries pattern by pattern;
of ten thousand posts that is a second, in every build and more than once. It also goes through
folders of which no pattern wants anything, such as that of the built site.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from sphinx.util.matching import compile_matchers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

NOTHING = "(?!)"
ANY = frozenset("*?")


def matching_files(
    folder: str | os.PathLike[str],
    include_patterns: Iterable[str] = ("**",),
    exclude_patterns: Iterable[str] = (),
) -> Iterator[str]:
    """The same names in the same order as those of `sphinx.util.matching.get_matching_files`."""
    top = str(Path(folder).resolve())
    wanted = [*include_patterns]
    is_wanted, is_left_out = _any_of(wanted), _any_of(exclude_patterns)
    paths = [pattern.split("/") for pattern in wanted]
    for parent, folders, files in os.walk(top, followlinks=True):
        below = os.path.relpath(parent, top).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        folders[:] = [
            name
            for name in sorted(folders)
            for path in [normalize("NFC", prefix + name)]
            if not is_left_out(path) and any(_may_be_below(path.split("/"), each) for each in paths)
        ]
        for name in sorted(files):
            file = normalize("NFC", prefix + name)
            if is_wanted(file) and not is_left_out(file):
                yield file


def _may_be_below(folder: Sequence[str], pattern: Sequence[str]) -> bool:
    """False only if nothing in this folder can be what the pattern means, part by part."""
    for here, wanted in zip(folder, pattern, strict=False):
        if "**" in wanted or "[" in wanted:  # these may reach over slashes
            return True
        if here != wanted and not ANY.intersection(wanted):
            return False
    return len(folder) < len(pattern)


def _any_of(patterns: Iterable[str]) -> Callable[[str], object]:
    """Whether a name is matched by any of the *patterns*."""
    single = [matcher.__self__.pattern for matcher in compile_matchers(patterns)]  # type: ignore[attr-defined]
    return re.compile("|".join(f"(?:{each})" for each in single) or NOTHING).match
