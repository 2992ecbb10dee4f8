"""A tag is the one that docutils writes, whichever tags were written before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from docutils.writers import html5_polyglot
from docutils.writers._html_base import HTMLTranslator
from hypothesis import given
from hypothesis import strategies as st

from blogkit.faster.start_tags import METHOD, made_once

if TYPE_CHECKING:
    from collections.abc import Callable

stock: Callable[..., str] = vars(HTMLTranslator)[METHOD]
classes = st.lists(st.sampled_from(["a", "b", "language-de", "colwidths-auto", " "]), max_size=2)
found = st.builds(
    lambda kind, classes, ids: (kind, {"classes": classes, "ids": ids}),
    st.sampled_from([nodes.paragraph, nodes.table, nodes.section, dict]),
    classes,
    st.lists(st.sampled_from(["x", "y"]), max_size=2),
)
attributes = st.fixed_dictionaries(
    {},
    optional={
        "CLASS": st.sampled_from(["a", "a b", "language-fr", "colwidths-auto", '"<', "x.y %40"]),
        "class": st.just("c"),
        "ids": st.just(["z"]),
        "href": st.sampled_from(["#x", "mailto:a@b.c"]),
    },
)
tags = st.lists(
    st.tuples(
        found,
        st.sampled_from(["p", "LI", "code"]),
        st.sampled_from(["", "\n"]),
        st.sampled_from([False, True, 0, 1]),
        attributes,
        st.booleans(),
    ),
    max_size=8,
)


def translator() -> Any:
    document = new_document("a", get_default_settings(html5_polyglot.Writer()))
    document.settings.cloak_email_addresses = True
    return html5_polyglot.HTMLTranslator(document)


@given(tags)
def test_the_same_is_written(tags: list[Any]) -> None:
    quick, one, other = made_once(stock), translator(), translator()
    for (kind, says), name, suffix, empty, more, in_mailto in tags:
        if {"CLASS", "class"} <= more.keys():
            continue
        written = []
        for starttag, by in ((quick, one), (stock, other)):
            by.in_mailto = in_mailto
            own = {key: [*value] for key, value in says.items()}
            node = own if kind is dict else kind("", **own)
            given = {key: [*value] if key == "ids" else value for key, value in more.items()}
            written.append((starttag(by, node, name, suffix, empty, **given), node.get("ids")))
        assert written[0] == written[1]
