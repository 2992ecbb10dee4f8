"""What was told of a document while it was read or written, told again until it is mended.

Sphinx tells of a document only when it reads or writes it. What it told is kept, and told in the
documents' order, whoever of several workers came upon it first.
"""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from logging import WARNING, LogRecord, getLogger
from typing import TYPE_CHECKING

from sphinx.util.logging import (
    NAMESPACE,
    MemoryHandler,
    WarningStreamHandler,
    convert_serializable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@contextmanager
def overheard() -> Iterator[list[LogRecord]]:
    """Keep warnings from being shown; they are in the list once the block is left."""
    logger = getLogger(NAMESPACE)
    aside = [
        handler
        for handler in logger.handlers
        if isinstance(handler, (WarningStreamHandler, MemoryHandler))
    ]
    listening = MemoryHandler()
    listening.setLevel(WARNING)
    records: list[LogRecord] = []
    for handler in aside:
        logger.removeHandler(handler)
    logger.addHandler(listening)
    try:
        yield records
    finally:
        logger.removeHandler(listening)
        for handler in aside:
            logger.addHandler(handler)
        records.extend(_kept(listening.clear()))


def _kept(heard: list[LogRecord]) -> Iterator[LogRecord]:
    """The records in a form that can be pickled; their words as first written are kept beside."""
    for record in heard:
        template = record.msg
        convert_serializable([record])
        record.template = template if isinstance(template, str) else ""
        record.exc_info = None
        yield record


def tell_again(told: Iterable[LogRecord]) -> None:
    """Log the records. Copies, since Sphinx's filters change what passes through them."""
    logger = getLogger(NAMESPACE)
    for record in told:
        logger.handle(copy(record))
