"""Documents are walked through without a note on each step, which nobody reads.

docutils puts a sentence together for each visit and each departure, thousands for each page, and
then finds that it is not to be told (nodes.py: `walk` and `walkabout` of `Node`, and
`NodeVisitor.dispatch_visit`).

The methods belong to the classes of all nodes and visitors: they are replaced while documents are
read and written, and only where they make such notes. Where these are read, they are made.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from docutils.nodes import (
    Node,
    NodeVisitor,
    SkipChildren,
    SkipDeparture,
    SkipNode,
    SkipSiblings,
    StopTraversal,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

Method = Any
NOTE = "debug"


def walkabout(stock: Method) -> Callable[[Node, NodeVisitor], bool]:  # noqa: C901 - one frame
    """A method that visits and leaves what *stock* does, in the same order."""

    def walk(self: Node, visitor: NodeVisitor) -> bool:
        if visitor.document.reporter.debug_flag:
            return bool(stock(self, visitor))
        departs, stops = True, False
        try:
            try:
                visitor.dispatch_visit(self)
            except SkipNode:
                return False
            except SkipDeparture:
                departs = False
            try:  # `suppress` would take half of what is saved here, and a function more stack
                for child in self.children[:]:
                    if child.walkabout(visitor):
                        stops = True
                        break
            except SkipSiblings:
                pass
        except SkipChildren:
            pass
        except StopTraversal:
            stops = True
        if departs:
            visitor.dispatch_departure(self)
        return stops

    return walk


def walk(stock: Method) -> Callable[[Node, NodeVisitor], bool]:
    """The same for those who are not told when they leave a node."""

    def walk(self: Node, visitor: NodeVisitor) -> bool:
        if visitor.document.reporter.debug_flag:
            return bool(stock(self, visitor))
        try:
            try:
                visitor.dispatch_visit(self)
            except (SkipChildren, SkipNode):
                return False
            except SkipDeparture:
                pass
            try:
                for child in self.children[:]:
                    if child.walk(visitor):
                        return True
            except SkipSiblings:
                pass
        except StopTraversal:
            return True
        return False

    return walk


def dispatch_visit(_stock: Method) -> Callable[[NodeVisitor, Node], object]:
    def dispatch(self: NodeVisitor, node: Node) -> object:
        visit: Any = getattr(self, f"visit_{node.__class__.__name__}", self.unknown_visit)
        return visit(node)

    return dispatch


def dispatch_departure(_stock: Method) -> Callable[[NodeVisitor, Node], object]:
    def dispatch(self: NodeVisitor, node: Node) -> object:
        depart: Any = getattr(self, f"depart_{node.__class__.__name__}", self.unknown_departure)
        return depart(node)

    return dispatch


QUICKER = (
    (Node, "walk", walk),
    (Node, "walkabout", walkabout),
    (NodeVisitor, "dispatch_visit", dispatch_visit),
    (NodeVisitor, "dispatch_departure", dispatch_departure),
)


def setup(app: Sphinx) -> ExtensionMetadata:
    replaced: list[tuple[type, str, Method]] = []

    def on_env_before_read_docs(*_: object) -> None:
        for owner, name, quicker in QUICKER:
            stock = vars(owner).get(name)
            if inspect.isfunction(stock) and NOTE in stock.__code__.co_names:
                replaced.append((owner, name, stock))
                setattr(owner, name, quicker(stock))

    def on_build_finished(*_: object) -> None:
        while replaced:
            setattr(*replaced.pop())

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
