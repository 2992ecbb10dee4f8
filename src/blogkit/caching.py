"""Where what took long to make is kept between builds, outside of any site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def cache_folder(app: Sphinx, name: str) -> Path:
    """The folder of this name, in common for all sites of a blog."""
    build, doctrees = Path(app.confdir, "_build"), Path(app.doctreedir)
    return (build / "cache" if doctrees.is_relative_to(build) else doctrees) / name
