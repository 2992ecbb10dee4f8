"""Which kinds of nodes a document has, so that it need not be walked through for others.

Most transforms look for what the document at hand does not have. What it has is noted, and holds
for as long as every node of it has the children that it had then: to compare them all takes a
sixth of the time of a walk, and no change of a tree goes round it.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from docutils.nodes import Element, Node, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.util.nodes import NodeMatcher

children_of = attrgetter("children")
attributes_of = attrgetter("attributes")


def parts_of(top: Node) -> list[Node]:
    """*top* and all below it, level by level: for who changes nothing, in half the time of a walk."""
    parts = level = [top]
    while level := [*chain.from_iterable(map(children_of, level))]:
        parts = parts + level
    return parts


class KindsAtHand:
    """The kinds of nodes below the one that was asked about last."""

    def __init__(self) -> None:
        self._kinds = _Kinds(Text(""))

    def may_have(self, top: Node, sought: Iterable[object]) -> bool:
        """Whether a walk may find a node of these kinds; of elements only is it known."""
        if not all(isinstance(kind, type) and issubclass(kind, Element) for kind in sought):
            return True
        if self._kinds.top is top and any(map(self._kinds.has, sought)):
            return True
        return any(map(self._current(top).has, sought))

    def may_match(self, top: Node, matcher: NodeMatcher[Any]) -> bool:
        """Whether a walk may find what Sphinx's *matcher* takes."""
        if not self.may_have(top, matcher.classes or (Element,)):
            return False
        return not matcher.attrs or all(map(self._current(top).has_attribute, matcher.attrs))

    def _current(self, top: Node) -> _Kinds:
        if self._kinds.top is not top or not self._kinds.are_current():
            self._kinds = _Kinds(top)
        return self._kinds


class _Kinds:
    """The kinds of nodes that are or were in a tree."""

    def __init__(self, top: Node) -> None:
        self.top = top
        self._found = {type(top)}
        self._known: dict[object, bool] = {}
        self._parents: list[Node] = []
        self._children: list[list[Node]] = []
        level: Iterable[Node] = [top]
        while parents := [node for node in level if not isinstance(node, Text)]:
            children: list[list[Node]] = [*map(children_of, parents)]
            self._parents += parents
            self._children += map(list, children)
            level = [*chain.from_iterable(children)]
            self._found.update(map(type, level))

    def has(self, kind: Any) -> bool:
        """Whether it had nodes of this kind when it was looked through."""
        if kind not in self._known:
            self._known[kind] = any(issubclass(each, kind) for each in self._found)
        return self._known[kind]

    def has_attribute(self, name: str) -> bool:
        """Whether one of its elements has this attribute now."""
        elements = (node for node in self._parents if isinstance(node, Element))
        return any(name in attributes for attributes in map(attributes_of, elements))

    def are_current(self) -> bool:
        """Texts that read the same count as the same: they are no elements, whatever they are."""
        return [*map(children_of, self._parents)] == self._children
