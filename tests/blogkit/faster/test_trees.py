"""The tree of a document's tokens is the one that markdown-it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils import base
from sphinx.application import Sphinx

from blogkit.faster.trees import CLASS, tree_of

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

nestings = st.sampled_from([0, 0, 1, 1, -1, -1])
names = st.sampled_from(["a", "b"])
leaves = st.builds(Token, names, st.just("p"), nestings)
parts = st.builds(Token, names, st.just("p"), nestings, children=st.lists(leaves, max_size=5))
Node = tuple[object, object, object, list["Node"]]


def outline(node: SyntaxTreeNode) -> Node:
    """The node, and whether those below know it."""
    assert all(child.parent is node for child in node.children)
    assert type(node) is SyntaxTreeNode
    return node.type, node.token, node.nester_tokens, [outline(each) for each in node.children]


@given(st.lists(leaves | parts, max_size=9))
def test_trees_are_alike(tokens: list[Token]) -> None:
    try:
        stock = SyntaxTreeNode(tokens)
    except ValueError as error:
        with pytest.raises(ValueError, match=str(error)[:20]):
            tree_of(tokens)
    else:
        assert outline(tree_of(tokens)) == outline(stock)


def test_pairs_stand_in_pairs() -> None:
    signs = {"(": 1, ")": -1, ".": 0}
    tokens = [Token(f"x{at}", "p", signs[each]) for at, each in enumerate(".(.(..)()).(())")]  # type: ignore[arg-type]
    assert outline(tree_of(tokens)) == outline(SyntaxTreeNode(tokens))


def test_a_build_uses_it_and_puts_the_class_back(blog: Blog) -> None:
    blog.post("posts/one.md", "# One\n\n- *Words*.\n")
    during: list[object] = []
    app = Sphinx(blog.root, blog.root, blog.root / "out", blog.root / "trees", "html", status=None)
    app.connect("source-read", lambda *_: during.append(vars(base)[CLASS]))
    app.build()
    assert set(during) == {tree_of}
    assert vars(base)[CLASS] is SyntaxTreeNode
