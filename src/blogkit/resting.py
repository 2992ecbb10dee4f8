"""What a build rested on besides the files in the blog's folder, asked of Sphinx when it is done."""

from __future__ import annotations

import os
import sys
import sysconfig
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import blogkit
from blogkit.posts import Status
from blogkit.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sphinx.application import Sphinx

    from blogkit.site import Site

# Settings that name files, or folders with all in them, relative to conf.py.
FILE_SETTINGS = (
    *("html_static_path", "html_extra_path", "templates_path", "html_theme_path", "locale_dirs"),
    *("html_logo", "html_favicon", "html_style"),
)
STANDARD_LIBRARY = tuple(
    os.path.join(sysconfig.get_path(each), "")  # noqa: PTH118 - compared as text
    for each in ("stdlib", "platstdlib")
)


def further_inputs(app: Sphinx, modules: Iterable[str]) -> list[str]:
    """Files and folders that were read, which need not be below the blog's folder, or hidden there.

    *modules* among them. Relative to that folder where they are below it.
    """
    names = {
        *(str(name) for names in app.env.dependencies.values() for name in names),
        *(name for setting in FILE_SETTINGS for name in _texts(app.config, setting)),
        *os.environ.get("DOCUTILSCONFIG", "").split(os.pathsep),
        *modules,
        str(Path(blogkit.__file__).parent),
    }
    return sorted({_relative(app.srcdir, name) for name in names if name and "://" not in name})


def loaded_modules(app: Sphinx) -> list[str]:
    """The files of all modules that came neither with Python nor with an installed package."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    own = (file for file in files if isinstance(file, str) and _is_own(file))
    return sorted({_relative(app.srcdir, file) for file in own})


def next_due_moment(app: Sphinx) -> float | None:
    """When the next post falls due, in seconds since 1970; None if none is dated after now."""
    moment = next_due(site_of(app))
    return moment.timestamp() if moment else None


def next_due(site: Site) -> datetime | None:
    """The next moment after the site's now at which a post becomes due, in UTC and saying so.

    A time that clocks skip or show twice counts from the first moment that it may mean.
    """
    future = (
        post.date
        for document in site.documents.values()
        for post in document.posts
        if post.date and post.status(site.now) is Status.FUTURE and not document.is_draft
    )
    soonest = min(future, default=None)
    if soonest is None:
        return None
    zone = site.settings.zone
    return min(soonest.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def shows_the_day(app: Sphinx) -> bool:
    """Whether pages say when they were made."""
    return app.config.html_last_updated_fmt is not None


def _is_own(file: str) -> bool:
    if any(f"{os.sep}{each}{os.sep}" in file for each in ("site-packages", "dist-packages")):
        return False
    return not file.startswith(STANDARD_LIBRARY) and not file.startswith("<")


def _texts(config: Any, setting: str) -> Iterator[str]:
    value: str | Iterable[object] | None = getattr(config, setting, None)
    values = [value] if isinstance(value, (str, os.PathLike)) else value or ()
    for each in values:  # an entry of html_static_path may be a path and what to leave out
        yield str(each[0] if isinstance(each, (tuple, list)) and each else each)


def _relative(root: Path, name: str) -> str:
    path = os.path.normpath(os.path.join(root, name))  # noqa: PTH118 - keeps links as they are
    return path.removeprefix(os.path.join(root, ""))  # noqa: PTH118
