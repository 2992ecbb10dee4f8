"""What nobody is told is not put into words.

Sphinx notes each event and each transform for those who ask for it by `-vv`. Its logger takes every
note, and leaves it to those who listen to refuse it (sphinx/util/logging.py: `setup`); until then a
record has been made. While documents are read and written the logger itself refuses them.
"""

from __future__ import annotations

from logging import getLogger
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    logger, before = getLogger(NAMESPACE), []

    def on_env_before_read_docs(*_: object) -> None:
        before.append(logger.level)
        heard = min((each.level for each in logger.handlers), default=logger.level)
        logger.setLevel(max(heard, logger.level))

    def on_build_finished(*_: object) -> None:
        while before:
            logger.setLevel(before.pop())

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
