"""Pages without components of sphinx-design are not looked through for them.

Three of its transforms ask every node of every page by a function whether it is a dropdown, an
aside, a set of tabs (`sphinx_design.shared.is_component`). Each does nothing where no node has the
attribute that makes it one.

The methods belong to the classes: they are replaced while a build runs, where the extension is
loaded, and only where that is what they look for.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

from docutils.nodes import Element
from sphinx.util.nodes import NodeMatcher

if TYPE_CHECKING:
    from collections.abc import Callable

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

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
