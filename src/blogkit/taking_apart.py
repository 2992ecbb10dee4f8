"""A document that nobody needs any more is freed at once, not when garbage is looked for.

Its nodes know their parents and the document, so it is garbage in circles. To find these took an
eighth of the time in which pages are written, and three times as long as to load the documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils.nodes import Node, document


def take_apart(doctree: document) -> None:
    """Let the nodes forget where they stood; who still has one, has what is below it."""
    nodes: list[Node] = [doctree]
    for node in nodes:
        nodes += node.children
        node.parent = None
        node.document = None  # type: ignore[assignment]
    vars(doctree).clear()
