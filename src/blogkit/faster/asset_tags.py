"""The tag of a stylesheet or script is made once for each folder of pages.

Sphinx makes it anew for every page, and looks the file up on the disk each time
(`handle_page`, `_file_checksum`). The tag depends on the page only through the folder,
from where the path to the asset starts.
"""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    tags: dict[object, str] = {}

    def on_html_page_context(
        app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
    ) -> None:
        if not isinstance(app.builder, StandaloneHTMLBuilder):
            return
        folder = dirname(app.builder.get_target_uri(page))
        for name in ("css_tag", "js_tag"):
            # An extension's function may look at more than the folder.
            if getattr(context.get(name), "__module__", None) == StandaloneHTMLBuilder.__module__:
                context[name] = _remembering(context[name], tags, (name, folder))

    def on_build_finished(*_: object) -> None:
        tags.clear()

    app.connect("html-page-context", on_html_page_context)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _remembering(
    make: Callable[[Any], str], tags: dict[object, str], where: tuple[str, str]
) -> Callable[[Any], str]:
    def tag(asset: Any) -> str:
        key = (*where, asset)
        if key not in tags:
            tags[key] = make(asset)
        return tags[key]

    return tag
