"""Front matter that says nothing of MyST's settings is not asked about each of them.

For each document with front matter `myst_parser.config.main.merge_file_level` copies the settings,
and makes a list of all of them by name, in which it would look up those that the file changes.

`MystParser.parse` finds the function among its module's globals, so that name is replaced while
documents are read, and only where it is MyST's own, and looks for the keys that it looked for.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from myst_parser.config import main
from myst_parser.parsers import sphinx_

from blogkit.faster.replacing import replace_while_building

if TYPE_CHECKING:
    from collections.abc import Callable

    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    Merge = Callable[[MdParserConfig, dict[str, Any], Any], MdParserConfig]

FUNCTION = "merge_file_level"
KEYS = {"myst", "html_meta", "substitutions"}
NAMES = KEYS | {"global_only", "merge_topmatter"}  # all words in its code: keys, and of settings


def with_less(stock: Merge) -> Merge:
    """What *stock* makes of the settings and a file's front matter."""

    def merge_file_level(
        config: MdParserConfig, topmatter: dict[str, Any], warning: Any
    ) -> MdParserConfig:
        if KEYS.isdisjoint(topmatter):
            return config.copy()
        return stock(config, topmatter, warning)

    return merge_file_level


def _names_in(function: Merge) -> set[str]:
    constants = function.__code__.co_consts if inspect.isfunction(function) else ()
    return {each for each in constants if isinstance(each, str) and each.isidentifier()}


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(
        app,
        sphinx_,
        FUNCTION,
        lambda stock: stock is main.merge_file_level and _names_in(stock) == NAMES,
        with_less,
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
