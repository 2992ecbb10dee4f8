"""A sidebar that pydata-sphinx-theme takes over from another page asks what it asked there.

The theme renders the tree of documents once for the pages of a folder, and moves the mark of the
current page in it (pydata_sphinx_theme/toctree.py: `_sidebar_cache`). So only the first of them
asks what the documents in the tree are called. The cache is kept, for it saves most of what such
pages cost; it is a dictionary of ours, which notes the questions again with each page it serves.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from blogkit.traces import Question, Traces

CACHE = "_pst_sidebar_toctree_cache"
MAKER = "generate_toctree_html"


class Sidebars(dict[Any, Any]):
    """Rendered sidebars, each with the questions that were asked for it."""

    def __init__(self, traces: Traces) -> None:
        super().__init__()
        self._traces = traces
        self._questions: dict[Any, frozenset[Question]] = {}

    def __setitem__(self, key: Any, sidebar: Any) -> None:
        self._questions[key] = frozenset(self._traces.asked)
        super().__setitem__(key, sidebar)

    def get(self, key: Any, default: Any = None) -> Any:
        self._traces.asked |= self._questions.get(key, frozenset())
        return super().get(key, default)


def on_builder_inited(app: Sphinx) -> None:
    setattr(app, CACHE, Sidebars(traces_of(app)))


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """After the theme: what the sidebar asks is told apart from what else the page does."""
    if MAKER in context:
        context[MAKER] = _asking_apart(context[MAKER], traces_of(app))


def _asking_apart(make: Callable[..., Any], traces: Traces) -> Callable[..., Any]:
    @wraps(make)
    def made(*arguments: Any, **options: Any) -> Any:
        before, traces.asked = traces.asked, set()
        try:
            return make(*arguments, **options)
        finally:
            traces.asked |= before

    return made
