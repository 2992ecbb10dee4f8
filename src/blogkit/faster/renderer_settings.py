"""The settings of a document that MyST throws away are not worked out.

`myst_parser.mdit_to_docutils.base.setup_render` asks for the document at hand with an empty one for
want of it (`options.get("document", make_document())`), and so makes an empty one for each. Its
settings take longer than those of the document itself: docutils builds a command line parser.

`make_document` finds `get_default_settings` among its module's globals, so that name is replaced
while a build runs, and only where it is docutils' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.frontend import Values, get_default_settings
from myst_parser.mdit_to_docutils import base

from blogkit.faster.parser_settings import copy_of
from blogkit.faster.replacing import replace_while_building

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FUNCTION = "get_default_settings"


def once(work_out: Callable[..., Values]) -> Callable[..., Values]:
    """`work_out`, called once for the same classes; every caller gets a copy of its own."""
    known: dict[tuple[Any, ...], Values] = {}

    def default_settings(*classes: Any) -> Values:
        if classes not in known:
            known[classes] = work_out(*classes)
        return copy_of(known[classes])

    return default_settings


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(app, base, FUNCTION, lambda it: it is get_default_settings, once)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
