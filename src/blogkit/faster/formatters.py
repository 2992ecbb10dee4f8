"""One Pygments formatter for all code blocks that look alike, instead of one for each.

`sphinx.highlighting.PygmentsBridge.get_formatter` makes one per block, and each works out
the whole stylesheet. Pygments' HTML formatter holds options only, and what it has worked
out from them, so blocks can share it; another class (an extension's, LaTeX's) is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments.formatters.html import HtmlFormatter

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from pygments.formatter import Formatter
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def on_write_started(app: Sphinx, *_: object) -> None:
    highlighter = getattr(app.builder, "highlighter", None)
    if highlighter is None or highlighter.formatter not in (HtmlFormatter, HtmlFormatter[str]):
        return
    if "get_formatter" not in vars(highlighter):
        highlighter.get_formatter = shared(highlighter.get_formatter)


def shared(make: Callable[..., Formatter[str]]) -> Callable[..., Formatter[str]]:
    """`make`, called once for equal options; options are told apart as they are written."""
    made: dict[str, Formatter[str]] = {}

    def get_formatter(**options: Any) -> Formatter[str]:
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = make(**options)
        return made[key]

    return get_formatter


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("write-started", on_write_started)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
