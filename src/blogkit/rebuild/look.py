"""What every page depends on: settings, templates, static files, and who renders them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.i18n import format_date

from blogkit.memory import Stamp, fingerprint, stamp_of
from blogkit.rebuild.readings import made_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

# Folders that hold what the build copies or renders with, besides the packages' own.
FOLDERS = ("templates_path", "html_static_path", "html_extra_path")


def look_of(app: Sphinx) -> str:
    """A digest of all that shows on every page, or may."""
    settings = {value.name: value.value for value in app.config}
    tags = sorted(app.tags)
    return fingerprint([made_with(app), settings, tags, _day(app), sorted(_files(app))])


def _day(app: Sphinx) -> str:
    """What pages say of when they were last updated (sphinx/builders/html: prepare_writing)."""
    written = app.config.html_last_updated_fmt
    if written is None:
        return ""
    in_local_time = not app.config.html_last_updated_use_utc
    return format_date(
        written or "%b %d, %Y", language=app.config.language, local_time=in_local_time
    )


def _files(app: Sphinx) -> Iterator[tuple[str, Stamp]]:
    """Templates and static files of the author's, with what shows that one has changed."""
    for setting in FOLDERS:
        for name in app.config[setting]:
            yield from _stamps_below(Path(app.confdir, str(name)))
    for name in (app.config.html_logo, app.config.html_favicon):
        yield from _stamps_below(Path(app.confdir, str(name or "none")))
    theme: Any = getattr(app.builder, "theme", None)
    for folder in theme.get_theme_dirs() if theme else ():
        yield from _stamps_below(Path(folder))


def _stamps_below(path: Path) -> Iterator[tuple[str, Stamp]]:
    files = (Path(folder, name) for folder, _, names in os.walk(path) for name in names)
    for file in (path, *files):
        stamp = stamp_of(file)
        if stamp:
            yield str(file), stamp
