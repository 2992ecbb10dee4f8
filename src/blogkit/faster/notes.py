"""What nobody is told is not put into words.

Sphinx notes each event and each transform for those who ask for it by `-vv`. Its logger takes every
note, and leaves it to those who listen to refuse it (sphinx/util/logging.py: `setup`); until then a
record has been made. While documents are read and written the logger itself refuses them.

For the note of an event all that goes with it is written out, a page's whole context too, before
the logger is asked (sphinx/events.py: `emit`). Where no note is heard the `repr` of that module is
one that writes nothing.
"""

from __future__ import annotations

from logging import DEBUG, getLogger
from typing import TYPE_CHECKING

from sphinx import events
from sphinx.util.logging import NAMESPACE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

WRITES_OUT = "repr"


def setup(app: Sphinx) -> ExtensionMetadata:
    logger, before = getLogger(NAMESPACE), []

    def on_env_before_read_docs(*_: object) -> None:
        before.append(logger.level)
        heard = min((each.level for each in logger.handlers), default=logger.level)
        logger.setLevel(max(heard, logger.level))
        if logger.level > DEBUG and _is_for_notes_alone():
            vars(events)[WRITES_OUT] = _nothing

    def on_build_finished(*_: object) -> None:
        if vars(events).get(WRITES_OUT) is _nothing:
            del vars(events)[WRITES_OUT]
        while before:
            logger.setLevel(before.pop())

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _is_for_notes_alone() -> bool:
    """Whether the module's name is Python's own still, and whoever emits an event uses it."""
    names = events.EventManager.emit.__code__.co_names
    return WRITES_OUT not in vars(events) and {WRITES_OUT, "debug"}.issubset(names)


def _nothing(_value: object) -> str:
    return ""
