"""docutils' own stylesheet is looked for on the disk once, not for every page.

Whoever translates a document into HTML asks anew where the stylesheet is that docutils would link
to (`docutils.utils.get_stylesheet_list`), four times for each page, and no page of Sphinx's has it.

docutils finds the function in its module, so that name is replaced while a build runs, and only
where it takes what it took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import utils

from blogkit.faster.replacing import replace_while_building, takes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FUNCTION = "get_stylesheet_list"
PARAMETERS = ["settings"]
RESTS_ON = ("stylesheet", "stylesheet_path", "stylesheet_dirs")


def found_once(stock: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    """What *stock* finds for settings that say the same."""
    known: dict[str, list[str]] = {}

    def get_stylesheet_list(settings: Any) -> list[str]:
        said = repr([getattr(settings, each, None) for each in RESTS_ON])
        if said not in known:
            known[said] = stock(settings)
        return [*known[said]]

    return get_stylesheet_list


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(app, utils, FUNCTION, lambda stock: takes(stock, PARAMETERS), found_once)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
