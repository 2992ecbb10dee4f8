"""Who puts files into `_static`: the theme and the extensions. Others have other files there.

Sphinx adds the files of a theme to those of the one before. In a folder that nobody has cleaned,
both would be published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blogkit.memory import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx


def makers_of(app: Sphinx) -> str:
    """A digest of the theme, those that it rests on, and the extensions."""
    theme: Any = getattr(app.builder, "theme", None)
    folders = [str(each) for each in theme.get_theme_dirs()] if theme else []
    return fingerprint([folders, sorted(app.extensions)])


def static_files(out: Path) -> set[str]:
    """All that is in `_static`, by its path in the output."""
    found = (out / "_static").rglob("*")
    return {path.relative_to(out).as_posix() for path in found if path.is_file()}


def older_than(moment: int, paths: Iterable[str], out: Path) -> set[str]:
    """Those that nobody has put there since: an extension may do so before anything is copied."""
    return {path for path in paths if _changed(out / path) < moment}


def _changed(path: Path) -> int:
    try:
        return path.stat().st_ctime_ns  # the other time may be that of the file it is a copy of
    except OSError:
        return 0
