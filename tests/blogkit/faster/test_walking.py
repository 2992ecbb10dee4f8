"""A quicker walk meets the nodes that docutils' own meets, whatever a visitor skips."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st

from blogkit.faster import walking

STOCK = {(owner, name): vars(owner)[name] for owner, name, _ in walking.QUICKER}
SKIPS = (
    nodes.SkipNode,
    nodes.SkipChildren,
    nodes.SkipSiblings,
    nodes.SkipDeparture,
    nodes.StopTraversal,
)
words = st.sampled_from(["go on", *(each.__name__ for each in SKIPS)])
trees = st.recursive(
    words.map(lambda word: nodes.image(word=word)),
    lambda below: st.builds(
        lambda word, children: nodes.section("", *children, word=word),
        words,
        st.lists(below, max_size=4),
    ),
    max_leaves=20,
)


class Visitor(nodes.NodeVisitor):
    """Notes each step, and raises what a node asks for."""

    def __init__(self, document: nodes.document) -> None:
        super().__init__(document)
        self.steps: list[tuple[str, int]] = []

    def visit_section(self, node: nodes.Element) -> None:
        self.steps.append(("visit", id(node)))
        for skip in SKIPS:
            if node["word"] == skip.__name__:
                raise skip

    visit_image = visit_section

    def unknown_departure(self, node: nodes.Node) -> None:
        self.steps.append(("leave", id(node)))

    def unknown_visit(self, node: nodes.Node) -> None:
        self.steps.append(("visit", id(node)))


def walked(tree: nodes.Element, how: str, *, quickly: bool) -> Any:
    document = new_document("")
    document += tree
    visitor = Visitor(document)
    for owner, name, quicker in walking.QUICKER:
        stock = STOCK[owner, name]
        setattr(owner, name, quicker(stock) if quickly else stock)
    try:
        stops = getattr(document, how)(visitor)
        return stops, [step for step in visitor.steps if step[1] != id(document)]
    finally:
        for (owner, name), stock in STOCK.items():
            setattr(owner, name, stock)


@given(trees, st.sampled_from(["walk", "walkabout"]))
def test_it_takes_the_same_steps(tree: nodes.Element, how: str) -> None:
    assert walked(tree, how, quickly=True) == walked(tree, how, quickly=False)
