"""Quotation marks are looked for only in blocks of text that have some.

`docutils.transforms.universal.SmartQuotes.apply` takes each block apart, finds out its language and
what of it is code, and puts a new text in the place of each of its texts: the same one, if there is
no sign in it. The transform is shown the document without such blocks.

The method belongs to the class, from which Sphinx's own derives: it is replaced while a build runs,
and only where it looks for blocks as it did.
"""

from __future__ import annotations

import inspect
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from docutils.nodes import Element, Node, Text
from docutils.transforms.universal import SmartQuotes
from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import smartchars

from blogkit.faster.kinds import parts_of
from blogkit.faster.quotes import BACK_TO_ASCII, SIGNS
from blogkit.faster.replacing import replace_while_building

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

METHOD = "apply"
USES = {"findall", "educate_tokens", "get_tokens", "get_language_code", "TextElement"}
LANGUAGE = "language-"  # the class by which a part of a document says what it is written in
ESCAPE = "\0"


class _WithSigns:
    """A document, of whose blocks only those can be found in which quotation marks may be."""

    def __init__(self, whole: nodes.document) -> None:
        self._whole = whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def findall(self, condition: type[Node]) -> Iterator[Node]:
        around = _around_signs(self._whole)
        return (block for block in self._whole.findall(condition) if id(block) in around)


def _around_signs(document: nodes.document) -> set[int]:
    """What holds a text with a sign, by its `id`. Of a text that stays as it is nothing is made
    that has a sign, so that these are all, whatever becomes of the texts of one after the other.
    """
    found: set[int] = set()
    for text in parts_of(document):
        if not isinstance(text, Text):
            continue
        if type(text) is not Text or ESCAPE in text or SIGNS.search(text):
            node: Node | None = text.parent
            while node is not None and id(node) not in found:
                found.add(id(node))
                node = node.parent
    return found


def _names_a_language(document: nodes.document) -> bool:
    """Whether a part of it does: docutils warns of those for which it has no quotation marks."""
    elements = (part for part in parts_of(document) if isinstance(part, Element))
    classes = [found for each in elements if (found := each.attributes.get("classes"))]
    return any(str(name).startswith(LANGUAGE) for name in chain.from_iterable(classes))


def _has_quotation_marks(language: str) -> bool:
    return any(tag in smartchars.quotes for tag in normalize_language_tag(language))


def with_less(stock: Callable[[SmartQuotes], None]) -> Callable[[SmartQuotes], None]:
    """What *stock* does to a document, by showing it only the blocks that it may change."""

    def apply(self: SmartQuotes) -> None:
        whole: Any = self.document
        other_signs = self.smartquotes_action == BACK_TO_ASCII
        has_marks = _has_quotation_marks(whole.settings.language_code)
        if other_signs or not has_marks or _names_a_language(whole):
            return stock(self)
        self.document = cast("nodes.document", _WithSigns(whole))
        try:
            return stock(self)
        finally:
            self.document = whole

    return apply


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(
        app,
        SmartQuotes,
        METHOD,
        lambda stock: inspect.isfunction(stock) and USES.issubset(stock.__code__.co_names),
        with_less,
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
