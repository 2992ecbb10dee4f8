"""Code blocks get the languages that Sphinx gives them, by whichever way they are found."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform

from blogkit.faster import code_languages
from blogkit.faster.code_languages import straight

if TYPE_CHECKING:
    from collections.abc import Callable

stock: Callable[..., None] = HighlightLanguageTransform.apply


class OtherCode(nodes.literal_block):
    """An extension's own: Sphinx knows blocks by their names."""


class Transform(HighlightLanguageTransform):
    config: Any = SimpleNamespace(highlight_language="default")


code = st.builds(
    lambda kind, attributes: kind("", "a\nb", **attributes),
    st.sampled_from([nodes.literal_block, nodes.literal_block, OtherCode]),
    st.sampled_from([{}, {"language": "sh"}, {"linenos": True}, {"language": "c", "force": True}]),
)
changes = st.builds(
    lambda language, lines: addnodes.highlightlang(
        lang=language, force=lines > 1, linenothreshold=lines
    ),
    st.sampled_from(["python", "none"]),
    st.integers(1, 3),
)
trees = st.recursive(
    st.one_of(code, code, changes),
    lambda below: st.builds(
        lambda kind, children: kind("", *children),
        st.sampled_from([nodes.section, nodes.section, addnodes.start_of_file]),
        st.lists(below, max_size=4),
    ),
    max_leaves=12,
)


def applied(tree: nodes.Node, apply: Callable[..., None]) -> str:
    document = new_document("")
    document += nodes.section("", tree.deepcopy())
    transform = Transform(document, None)
    apply(transform)
    assert transform.document is document
    return document.pformat()


@given(trees)
def test_they_are_the_same(tree: nodes.Node) -> None:
    assert applied(tree, straight(stock)) == applied(tree, stock)


def test_a_visitor_that_looks_at_more_is_not_replaced() -> None:
    assert code_languages._looked_at() == code_languages.LOOKED_AT
