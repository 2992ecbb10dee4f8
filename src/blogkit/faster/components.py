"""Pages without components of sphinx-design are not looked through for them.

Three of its transforms ask every node of every page by a function whether it is a dropdown, an
aside, a set of tabs (`sphinx_design.shared.is_component`). Each does nothing where no node has the
attribute that makes it one. The same goes for what opens in a new tab (`_resolve_new_tab_refs`).

The methods belong to the classes: they are replaced while a build runs, where the extension is
loaded, and only where that is what they look for.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

from docutils.nodes import Element
from sphinx.util.nodes import NodeMatcher

from blogkit.listeners import stand_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.transforms.post_transforms import SphinxPostTransform
    from sphinx.util.typing import ExtensionMetadata

METHOD = "run"
TRANSFORMS = (
    ("sphinx_design.dropdown", "DropdownHtmlTransform"),
    ("sphinx_design.aside", "AsideHtmlTransform"),
    ("sphinx_design.tabs", "TabSetHtmlTransform"),
)
TEST = "is_component"
COMPONENTS = NodeMatcher(Element, design_component=Any)
EXTENSION, RESOLVED, LISTENER = (
    "sphinx_design.extension",
    "doctree-resolved",
    "_resolve_new_tab_refs",
)
MARKER, MARK = "_has_new_tab_marker", "sd_new_tab"
MARKED = NodeMatcher(Element, **{MARK: Any})


def only_where_needed(stock: Callable[..., None]) -> Callable[..., None]:
    """*stock*, run where a page has a component."""

    def run(self: SphinxPostTransform, **kwargs: Any) -> None:
        if next(COMPONENTS.findall(self.document), None) is not None:
            stock(self, **kwargs)

    return run


def _looks_for_components(stock: object) -> bool:
    if not inspect.isfunction(stock) or "findall" not in stock.__code__.co_names:
        return False
    inner = (each for each in stock.__code__.co_consts if inspect.iscode(each))
    return any(TEST in each.co_names for each in inner)


def on_builder_inited(app: Sphinx) -> None:
    """Once every extension has connected its handlers."""
    module = sys.modules.get(EXTENSION)
    stock, marker = getattr(module, LISTENER, None), getattr(module, MARKER, None)
    handlers = [each.handler for each in app.events.listeners[RESOLVED]]
    if stock in handlers and _looks_for_marks(stock, marker):
        stand_in(app, RESOLVED, stock, where_marked(stock))


def where_marked(stock: Callable[..., None]) -> Callable[..., None]:
    """*stock*, called where a page has something so marked."""

    def resolve(app: Sphinx, doctree: document, docname: str) -> None:
        if next(MARKED.findall(doctree), None) is not None:
            stock(app, doctree, docname)

    return resolve


def _looks_for_marks(stock: object, marker: object) -> bool:
    if not inspect.isfunction(stock) or not inspect.isfunction(marker):
        return False
    return MARKER in stock.__code__.co_names and MARK in marker.__code__.co_consts


def setup(app: Sphinx) -> ExtensionMetadata:
    replaced: list[tuple[type, Callable[..., None]]] = []

    def on_env_before_read_docs(*_: object) -> None:
        for module, name in TRANSFORMS:
            owner = getattr(sys.modules.get(module), name, None)
            stock = vars(owner).get(METHOD) if isinstance(owner, type) else None
            if owner and stock and _looks_for_components(stock):
                replaced.append((owner, stock))
                setattr(owner, METHOD, only_where_needed(stock))

    def on_build_finished(*_: object) -> None:
        while replaced:
            owner, stock = replaced.pop()
            setattr(owner, METHOD, stock)

    app.connect("builder-inited", on_builder_inited)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
