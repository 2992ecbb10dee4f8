"""Nodes are found by one loop, not by a generator for each level of the document.

`docutils.nodes.Node.findall` hands every node up through a generator of each node above it, and
some hundred times for each document. The loop meets the same nodes in the same order, also while
the tree is altered: a node's children are looked at after it was handed out.
Nobody walks through a document that has none of the kind that is sought (`kinds.py`).

The method belongs to the class of all nodes, so no object of this build could carry a quicker one:
it is replaced while documents are read and written, and only where it asks what it asked then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.nodes import Node, document
from sphinx.util.nodes import NodeMatcher

from blogkit.faster.kinds import KindsAtHand
from blogkit.faster.replacing import replace_while_building, takes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

METHOD = "findall"
PARAMETERS = ["self", "condition", "include_self", "descend", "siblings", "ascend"]


def quicker_than(stock: Callable[..., Iterator[Node]]) -> Callable[..., Iterator[Node]]:
    """A method that finds what *stock* finds; whatever is not below the node *stock* itself does."""
    kinds = KindsAtHand()

    def findall(
        self: Node,
        condition: Any = None,
        include_self: bool = True,
        descend: bool = True,
        siblings: bool = False,
        ascend: bool = False,
    ) -> Iterator[Node]:
        if not include_self or not descend or siblings or ascend:
            return stock(self, condition, include_self, descend, siblings, ascend)
        if condition is None:
            return nodes_of(self, Node)
        if isinstance(condition, type):
            is_whole = isinstance(self, document)
            return _of_kind(kinds, self, condition) if is_whole else nodes_of(self, condition)
        if type(condition) is NodeMatcher and isinstance(self, document):
            return _matching(kinds, self, condition)
        return filter(condition, nodes_of(self, Node))

    return findall


def _of_kind(kinds: KindsAtHand, top: Node, kind: type[Any]) -> Iterator[Node]:
    if kinds.may_have(top, (kind,)):
        yield from nodes_of(top, kind)


def _matching(kinds: KindsAtHand, top: Node, matcher: NodeMatcher[Any]) -> Iterator[Node]:
    if kinds.may_match(top, matcher):
        yield from filter(matcher, nodes_of(top, matcher.classes or Node))


def nodes_of(top: Node, kind: type[Any] | tuple[type[Any], ...]) -> Iterator[Node]:
    """*top* and all below it that are of this kind, or one of these, as they stand in the document."""
    if isinstance(top, kind):
        yield top
    above, level = [], iter(top.children)
    while True:
        for node in level:
            if isinstance(node, kind):
                yield node
            if children := node.children:
                above.append(level)
                level = iter(children)
                break
        else:
            if not above:
                return
            level = above.pop()


def setup(app: Sphinx) -> ExtensionMetadata:
    replace_while_building(app, Node, METHOD, lambda stock: takes(stock, PARAMETERS), quicker_than)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
