"""What is found quicker is what docutils finds, in its order, whatever is done to the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx.util.nodes import NodeMatcher

from blogkit.faster import finding
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


def behind_its_back(node: nodes.Element) -> None:
    node.children.insert(0, nodes.footnote())


def with_others_children(node: nodes.Element) -> None:
    node.children = [nodes.comment("", nodes.Text("c"))]


def translated(node: nodes.Element) -> None:
    node.attributes = {**node.attributes, "translated": True}


def as_long_as_before(node: nodes.Element) -> None:
    node.children[-1:] = [nodes.footnote("", nodes.target())]


sought: st.SearchStrategy[Any] = st.sampled_from(
    [
        nodes.footnote,
        nodes.comment,
        nodes.target,
        nodes.section,
        nodes.Inline,
        nodes.Text,
        NodeMatcher(nodes.footnote, nodes.target),
        NodeMatcher(nodes.section, ids=Any),
        NodeMatcher(translated=Any),
        NodeMatcher(nodes.Element, translated=True, alt="b"),
        NodeMatcher((nodes.comment, nodes.target)),  # type: ignore[arg-type]
        NodeMatcher(),
    ]
)
alterations = st.sampled_from(
    [emptied, grown, translated, behind_its_back, with_others_children, as_long_as_before]
)


@given(
    trees,
    trees,
    st.lists(st.tuples(st.booleans(), sought, st.integers(0, 9), alterations | st.none())),
)
def test_and_one_time_after_another(
    first: nodes.Node,
    second: nodes.Node,
    steps: list[tuple[bool, Any, int, Callable[[nodes.Element], None] | None]],
) -> None:
    """What was found out of a document, or of another, must not outlast any change of it."""
    tops = [nodes.document(None, None), nodes.document(None, None)]  # type: ignore[arg-type]
    for top, tree in zip(tops, (first, second), strict=True):
        top.append(tree)
    find = quicker_than(stock)
    for takes_second, condition, at, alter in steps:
        top = tops[takes_second]
        expected = [*map(id, stock(top, condition))]
        assert [*map(id, find(top, condition))] == expected
        below = [node for node in stock(top, nodes.Element) if node is not top]
        if below and alter:
            alter(below[at % len(below)])  # type: ignore[arg-type]


def test_what_a_document_lacks_is_not_walked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    top = nodes.document(None, None)  # type: ignore[arg-type]
    top += nodes.paragraph("", "text")
    find = quicker_than(stock)
    assert not [*find(top, nodes.footnote)]
    monkeypatch.setattr(finding, "nodes_of", None)
    assert not [*find(top, nodes.footnote)]
    assert not [*find(top, nodes.target)]


def test_nothing_is_looked_at_before_it_is_asked_for() -> None:
    top = nodes.paragraph()
    found = quick(top)
    top += nodes.Text("later")
    assert len([*found]) == 2


def test_a_fault_in_a_condition_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        list(quick(nodes.paragraph(), lambda node: 1 / 0))
