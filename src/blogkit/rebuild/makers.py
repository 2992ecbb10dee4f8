"""Who puts files into `_static`: the theme and the extensions. Others have other files there.

Sphinx adds the files of a theme to those of the one before. In a folder that nobody has cleaned,
both would be published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blogkit.memory import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


def makers_of(app: Sphinx) -> str:
    """A digest of the theme, those that it rests on, and the extensions."""
    theme: Any = getattr(app.builder, "theme", None)
    folders = [str(each) for each in theme.get_theme_dirs()] if theme else []
    return fingerprint([folders, sorted(app.extensions)])


def static_files(out: Path, *, before: int | None = None) -> set[str]:
    """What is in `_static`, by its path in the output; or what was there *before* that moment.

    An extension may put a file there before anything is copied.
    """
    found = (path for path in (out / "_static").rglob("*") if path.is_file())
    return {
        path.relative_to(out).as_posix()
        for path in found
        # The other time may be that of the file it is a copy of.
        if before is None or path.stat().st_ctime_ns < before
    }
