"""A word is stemmed once in a build, for the search index.

Sphinx remembers stems for one page only (`sphinx.search.IndexBuilder.feed`), although the
stem of a word is the same on every page; stemming in Python was half the time of writing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def on_doctree_resolved(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """The first event after the index is made; it lives as long as the build."""
    language = getattr(getattr(app.builder, "indexer", None), "lang", None)
    if language is None or "stem" in vars(language):
        return
    language.stem = cache(language.stem)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("doctree-resolved", on_doctree_resolved)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
