"""Texts without escapes are not searched for them three times.

docutils marks what a backslash stood before, and takes the marks out of a text each time that it is
asked for (nodes.py: `Text.astext`, `unescape`). Hardly any text has one.

The method belongs to the class of all texts: it is replaced while a build runs, and only where it
does no more than that.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from docutils.nodes import Text

from blogkit.faster.replacing import replace_while_building

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

METHOD = "astext"
USES = ("str", "unescape")
MARK = "\0"


def quicker_than(stock: Callable[[Text], str]) -> Callable[[Text], str]:
    """What *stock* makes of a text."""

    def astext(self: Text) -> str:
        return stock(self) if MARK in self else str(self)

    return astext


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(
        app,
        Text,
        METHOD,
        lambda stock: inspect.isfunction(stock) and stock.__code__.co_names == USES,
        quicker_than,
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
