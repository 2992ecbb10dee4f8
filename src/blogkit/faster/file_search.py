"""Sphinx's search for documents takes a fifth of its time: see `blogkit.matching`.

`sphinx.project.Project.discover` finds the search among its module's globals, so that name is
replaced while a build runs, and only where it is the function that it was written against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import project
from sphinx.util.matching import get_matching_files

from blogkit.matching import matching_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FUNCTION = "get_matching_files"


def on_config_inited(*_: object) -> None:
    """Before Sphinx first looks for documents."""
    if vars(project).get(FUNCTION) is get_matching_files:
        setattr(project, FUNCTION, matching_files)


def on_build_finished(*_: object) -> None:
    if vars(project).get(FUNCTION) is matching_files:
        setattr(project, FUNCTION, get_matching_files)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", on_config_inited)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
