"""The checks as part of a build: told through Sphinx's logger, each fault once.

Errors are records of level ERROR, which `python -m blogkit build` counts; under plain
`sphinx-build` they are warnings like any other.
"""

from __future__ import annotations

import logging as standard_logging
import os
import re
from logging import ERROR, WARNING
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

from docutils import nodes
from sphinx.util import logging

from blogkit.checks import NAMES, find_all
from blogkit.checks.finding import Severity
from blogkit.checks.ignoring import require_known
from blogkit.checks.lines import location
from blogkit.settings import Settings
from blogkit.site import site_of
from blogkit.words import counted

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.checks.finding import Finding

logger = logging.getLogger(__name__)

LEVELS = {Severity.ERROR: ERROR, Severity.WARNING: WARNING}
CONF = "blogkit_ignored_checks"

# The types and subtypes of records that may repeat what a check has said.
ECHOING = frozenset({"myst", "image", "ref", "toc", "unreadable-image"})
LINE_AND_COLUMN = re.compile(r"(:\d+)+$")
# Its only warnings are `duplicate-page` and `unreadable-text`, told before any check could run.
SILENT_LOGGER = "sphinx.sphinx.project"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Filter what is told: from now on, since Sphinx looks for documents even before it builds."""
    require_known(Settings.from_values({CONF: getattr(config, CONF)}), NAMES)
    _echo_filters[app] = _EchoFilter(app)
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(0, _echo_filters[app])


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Check all sources, and tell what was found; of notes only how many there are."""
    site = site_of(app)
    notes = 0
    _found[app] = find_all(site)
    for finding in _found[app]:
        document = site.document_at(finding.path)
        is_unfinished = document is not None and document.is_unfinished(site.now)
        if is_unfinished and not app.config.blogkit_drafts:
            continue
        _echo_filters[app].expect(finding)
        if finding.switched_off:
            continue
        if finding.severity is Severity.INFO:
            notes += 1
        else:
            _tell(finding, is_unfinished=is_unfinished)
    if notes:
        logger.info("%s; 'python -m blogkit check' shows them", counted(notes, "note"))


def findings_of(app: Sphinx) -> list[Finding]:
    """What was found in the sources, with what the author has switched off."""
    return _found[app] if app in _found else find_all(site_of(app))


def _tell(finding: Finding, *, is_unfinished: bool) -> None:
    logger.log(
        LEVELS[finding.severity],
        "%s",
        finding.message,
        location=location(finding),
        type="blogkit",
        subtype=finding.name,
        extra={"is_unfinished": is_unfinished},
    )


class _EchoFilter(standard_logging.Filter):
    """Stops records that say again what a finding said. First of the filters: none is counted."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = ref(app)
        self._echoes: list[tuple[str, str]] = []

    def expect(self, finding: Finding) -> None:
        if finding.echo:
            self._echoes.append((str(finding.path), finding.echo))

    def filter(self, record: standard_logging.LogRecord) -> bool:
        if record.name == SILENT_LOGGER:
            return False
        if ECHOING.isdisjoint({getattr(record, "type", None), getattr(record, "subtype", None)}):
            return True
        message, path = record.getMessage(), self._path(getattr(record, "location", None))
        return not any(
            echo in message and path in ("", told_path) for told_path, echo in self._echoes
        )

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


_found: WeakKeyDictionary[Sphinx, list[Finding]] = WeakKeyDictionary()
_echo_filters: WeakKeyDictionary[Sphinx, _EchoFilter] = WeakKeyDictionary()


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value(CONF, default=[], rebuild="", types=(list, tuple, set))
    app.connect("config-inited", on_config_inited)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
