"""A document that was taken apart is gone at once; what somebody kept of it is whole."""

from __future__ import annotations

import gc
from weakref import ref

from docutils import nodes
from docutils.utils import new_document

from blogkit.taking_apart import take_apart


def test_nothing_is_left_for_the_search_for_garbage() -> None:
    document = new_document("")
    paragraph = nodes.paragraph("", "words", nodes.emphasis("", "more"))
    document += nodes.section("", paragraph, ids=["one"])
    kept, gone = paragraph[1], ref(paragraph)
    del paragraph
    gc.collect()
    gc.disable()
    try:
        take_apart(document)
        del document
        assert gone() is None
    finally:
        gc.enable()
    assert kept.astext() == "more"
