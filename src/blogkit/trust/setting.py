"""The setting `blogkit_trust`: which files are the author's own, and which are by others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from unicodedata import normalize

from sphinx.errors import ConfigError
from sphinx.util.matching import patmatch

SETTING = "blogkit_trust"


@dataclass(frozen=True)
class Trust:
    """Patterns of files and folders, each with whether these are trusted; the last that fits
    counts, and *otherwise* where none does."""

    patterns: tuple[tuple[str, bool], ...] = ()
    otherwise: bool = True

    def covers(self, name: str) -> bool:
        """Whether the file is trusted that has this *name* below the blog's folder."""
        if not self.patterns:
            return self.otherwise
        path = PurePosixPath(normalize("NFC", name))
        names = [str(each) for each in (path, *path.parents)]
        for pattern, is_trusted in reversed(self.patterns):
            if any(patmatch(each, pattern) for each in names):
                return is_trusted
        return self.otherwise


def trust_from(value: object) -> Trust:
    """What conf.py says: True, False, or `{pattern: True or False}`. Raises ConfigError."""
    if isinstance(value, bool):
        return Trust(otherwise=value)
    if isinstance(value, dict) and all(_is_pair(*pair) for pair in value.items()):
        return Trust(tuple((_plain(pattern), trusted) for pattern, trusted in value.items()))
    raise ConfigError(
        f"{SETTING} = {value!r} should be True (all posts are your own), False (none is), or say"
        " which are not, such as {'posts/guests/**': False}"
    )


def _is_pair(pattern: object, trusted: object) -> bool:
    return isinstance(pattern, str) and bool(_plain(pattern)) and isinstance(trusted, bool)


def _plain(pattern: str) -> str:
    return normalize("NFC", pattern.strip()).removeprefix("./").strip("/")
