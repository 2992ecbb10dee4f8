"""Components of sphinx-design are made into HTML wherever there are some."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx_design import extension
from sphinx_design.shared import is_component

from blogkit.faster.components import (
    METHOD,
    TRANSFORMS,
    _looks_for_components,
    _looks_for_marks,
    only_where_needed,
    where_marked,
)

RUNS = [vars(getattr(import_module(module), name))[METHOD] for module, name in TRANSFORMS]
KINDS = ("dropdown", "aside", "tab-set", "tab-item")
MARKS = ({"sd_new_tab": True}, {"sd_new_tab": False})
attributes = st.sampled_from([{}, {}, *({"design_component": kind} for kind in KINDS), *MARKS])
trees = st.recursive(
    st.builds(nodes.Text, st.just("a")),
    lambda below: st.builds(
        lambda children, attributes: nodes.container("", *children, **attributes),
        st.lists(below, max_size=3),
        attributes,
    ),
    max_leaves=8,
)


def document_with(tree: nodes.Node) -> nodes.document:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += tree
    return document


@pytest.mark.parametrize("stock", RUNS)
def test_they_look_for_components(stock: object) -> None:
    assert _looks_for_components(stock)
    assert not _looks_for_components(print)
    assert not _looks_for_components(test_they_look_for_components)


@given(trees)
def test_where_there_is_one_the_transform_runs(tree: nodes.Node) -> None:
    document, ran = document_with(tree), list[Any]()
    has_one = any(is_component(node, kind) for node in document.findall() for kind in KINDS)
    only_where_needed(ran.append)(SimpleNamespace(document=document))
    assert bool(ran) == has_one


@given(
    trees.filter(lambda tree: not any(is_component(n, k) for n in tree.findall() for k in KINDS))
)
def test_where_there_is_none_it_would_do_nothing(tree: nodes.Node) -> None:
    document = document_with(tree)
    before = document.pformat()
    for run in RUNS:
        run(SimpleNamespace(document=document))
    assert document.pformat() == before


def test_it_looks_for_what_opens_in_a_new_tab() -> None:
    assert _looks_for_marks(extension._resolve_new_tab_refs, extension._has_new_tab_marker)
    assert not _looks_for_marks(print, extension._has_new_tab_marker)
    assert not _looks_for_marks(_looks_for_marks, extension._has_new_tab_marker)


@given(trees)
def test_links_of_what_is_marked_open_in_a_new_tab(tree: nodes.Node) -> None:
    found = []
    for resolve in (extension._resolve_new_tab_refs, where_marked(extension._resolve_new_tab_refs)):
        document = document_with(tree.deepcopy())
        for node in list(document.findall(nodes.container)):
            node.append(nodes.reference("", "a", refuri="b"))
        resolve(None, document, "c")  # type: ignore[arg-type]
        found.append(document.pformat())
    assert found[0] == found[1]
