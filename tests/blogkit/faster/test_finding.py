"""What is found quicker is what docutils finds, in its order, whatever is done to the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from blogkit.faster.finding import quicker_than

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

stock: Callable[..., Iterator[nodes.Node]] = nodes.Node.findall
quick = quicker_than(stock)

leaves = st.sampled_from([nodes.Text("a"), nodes.image()]).map(lambda node: node.copy())
trees = st.recursive(
    leaves,
    lambda below: st.builds(
        lambda kind, children: kind("", *children),
        st.sampled_from([nodes.paragraph, nodes.section, nodes.emphasis]),
        st.lists(below, max_size=4),
    ),
    max_leaves=25,
)
conditions: st.SearchStrategy[Any] = st.sampled_from(
    [None, nodes.emphasis, nodes.Text, nodes.Element, lambda node: len(node.children) > 1]
)
ways = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("include_self", "descend", "siblings", "ascend"), st.booleans())
)


@given(trees, conditions, ways)
def test_it_finds_the_same(tree: nodes.Node, condition: Any, way: dict[str, bool]) -> None:
    for node in stock(tree):
        assert [*map(id, quick(node, condition, **way))] == [
            *map(id, stock(node, condition, **way))
        ]


def unwrapped(node: nodes.Element) -> None:
    node.parent.replace(node, node.children)


def emptied(node: nodes.Element) -> None:
    node.clear()


def grown(node: nodes.Element) -> None:
    if len(node) < 4:
        node += nodes.image()


def followed(node: nodes.Element) -> None:
    node.parent.insert(node.parent.index(node) + 1, nodes.Text("b"))


@given(trees, conditions, st.sampled_from([unwrapped, emptied, grown, followed]))
def test_also_while_the_tree_is_altered(
    tree: nodes.Node, condition: Any, alter: Callable[[nodes.Element], None]
) -> None:
    met = []
    for find in (stock, quick):
        top = nodes.document(None, None)  # type: ignore[arg-type]
        top += tree.deepcopy()
        found = []
        for node in find(top, condition):
            found.append(str(type(node)))
            if isinstance(node, nodes.emphasis):
                alter(node)
        met.append((found, top.pformat()))
    assert met[0] == met[1]


def test_nothing_is_looked_at_before_it_is_asked_for() -> None:
    top = nodes.paragraph()
    found = quick(top)
    top += nodes.Text("later")
    assert len([*found]) == 2


def test_a_fault_in_a_condition_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        list(quick(nodes.paragraph(), lambda node: 1 / 0))
