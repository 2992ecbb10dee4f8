"""Code blocks learn their languages without a walk through all of the document.

`sphinx.transforms.post_transforms.code.HighlightLanguageTransform` sends a visitor to every node,
since a `highlight` directive changes the language from where it stands. Without one, the visitor is
sent to the code blocks only.

The method belongs to the class: it is replaced while a build runs, and only where its visitor looks
at what it looked at.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, cast

from sphinx.transforms.post_transforms.code import (
    HighlightLanguageTransform,
    HighlightLanguageVisitor,
)

from blogkit.faster.replacing import replace_while_building

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

METHOD = "apply"
WHOLE, CODE = "document", "literal_block"
CHANGES = {"start_of_file", "highlightlang"}
LOOKED_AT = {f"visit_{name}" for name in (WHOLE, CODE, *CHANGES)}


class _Straight:
    """A document, through which the visitor goes from one code block to the next."""

    def __init__(self, whole: nodes.document) -> None:
        self._whole = whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def walkabout(self, visitor: HighlightLanguageVisitor) -> None:
        named = {WHOLE, CODE} | CHANGES  # visitors know nodes by the names of their classes
        found = [each for each in self._whole.findall() if type(each).__name__ in named]
        names = [type(each).__name__ for each in found]
        if names.count(WHOLE) > 1 or not CHANGES.isdisjoint(names):
            self._whole.walkabout(visitor)
            return
        for node in found:
            visitor.dispatch_visit(node)
        visitor.dispatch_departure(self._whole)


def straight(stock: Callable[..., None]) -> Callable[..., None]:
    """What *stock* does to a document, by a shorter way through it."""

    def apply(self: HighlightLanguageTransform, **kwargs: Any) -> None:
        whole = self.document
        self.document = cast("nodes.document", _Straight(whole))
        try:
            stock(self, **kwargs)
        finally:
            self.document = whole

    return apply


def _looked_at() -> set[str]:
    return {name for name in vars(HighlightLanguageVisitor) if name.startswith("visit_")}


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(
        app,
        HighlightLanguageTransform,
        METHOD,
        lambda stock: inspect.isfunction(stock) and _looked_at() == LOOKED_AT,
        straight,
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
