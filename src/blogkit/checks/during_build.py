"""The checks as part of a build: told through Sphinx's logger, each fault once.

Errors are records of level ERROR, which `python -m blogkit build` counts; under plain
`sphinx-build` they are warnings like any other.
"""

from __future__ import annotations

import logging as standard_logging
import os
import re
from logging import ERROR, INFO, WARNING
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

from docutils import nodes
from sphinx.util import logging

from blogkit.checks import check_site
from blogkit.checks.finding import Severity
from blogkit.checks.report import location
from blogkit.site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.checks.finding import Finding

logger = logging.getLogger(__name__)

LEVELS = {Severity.ERROR: ERROR, Severity.WARNING: WARNING, Severity.INFO: INFO}

# The types and subtypes of records that may repeat what a check has said.
ECHOING = frozenset({"myst", "image", "toc", "unreadable-image"})
LINE_AND_COLUMN = re.compile(r"(:\d+)+$")
# Its only warnings are `duplicate-page` and `unreadable-text`, told before any check could run.
SILENT_LOGGER = "sphinx.sphinx.project"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Filter what is told: from now on, since Sphinx looks for documents even before it builds."""
    _echo_filters[app] = _EchoFilter(app)
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(0, _echo_filters[app])


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Check all sources, and tell what was found."""
    site = site_of(app)
    for finding in check_site(site):
        document = site.document_at(finding.path)
        is_unfinished = document is not None and document.is_unfinished(site.now)
        if is_unfinished and not app.config.blogkit_drafts:
            continue
        _tell(finding, as_warning=is_unfinished)
        _echo_filters[app].expect(finding)


def _tell(finding: Finding, *, as_warning: bool) -> None:
    level = WARNING if as_warning else LEVELS[finding.severity]
    place = location(finding)
    logger.log(level, "%s", finding.message, location=place, type="blogkit", subtype=finding.name)


class _EchoFilter(standard_logging.Filter):
    """Stops records that say again what a finding said. First of the filters: none is counted."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = ref(app)
        self._echoes: list[tuple[str, str]] = []
        self._told: set[tuple[str, str]] = set()

    def expect(self, finding: Finding) -> None:
        if finding.echo:
            self._echoes.append((str(finding.path), finding.echo))

    def filter(self, record: standard_logging.LogRecord) -> bool:
        if record.name == SILENT_LOGGER:
            return False
        if self._is_repeated(record):
            return False
        if ECHOING.isdisjoint({getattr(record, "type", None), getattr(record, "subtype", None)}):
            return True
        message, path = record.getMessage(), self._path(getattr(record, "location", None))
        return not any(
            echo in message and path in ("", told_path) for told_path, echo in self._echoes
        )

    def _is_repeated(self, record: standard_logging.LogRecord) -> bool:
        """ABlog resolves an excerpt anew for each page that lists it (ablog/blog.py:426-432)."""
        place = getattr(record, "location", None)
        if isinstance(place, nodes.Node):
            place = logging.get_node_location(place)
        if not place:
            return False
        told = (str(place), record.getMessage())
        if told in self._told:
            return True
        self._told.add(told)
        return False

    def _path(self, place: object) -> str:
        """The file that a record is about; empty if it names none."""
        if isinstance(place, nodes.Node):
            place = logging.get_node_location(place)
            return place.rpartition(":")[0] if place else ""
        docname = place[0] if isinstance(place, tuple) else place
        app = self._app()
        if app is None or not isinstance(docname, str):
            return ""
        if docname in app.env.found_docs:
            return str(app.env.doc2path(docname))
        return os.path.abspath(LINE_AND_COLUMN.sub("", docname))  # noqa: PTH100 - a path by now


_echo_filters: WeakKeyDictionary[Sphinx, _EchoFilter] = WeakKeyDictionary()


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", on_config_inited)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
