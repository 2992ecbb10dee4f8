"""Python looks for garbage less often while a build runs.

Its default (after 700 new objects) is made for programs that keep little. A build keeps
nearly all it makes for as long as a document is at work, so the searches find nothing and
took a seventh of the time. Not switched off: doctrees are cycles, which only the search
frees, and without it memory grows with the number of posts.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

OBJECTS_BETWEEN_SEARCHES = 20_000


def setup(app: Sphinx) -> ExtensionMetadata:
    before: list[tuple[int, int, int]] = []

    def on_env_before_read_docs(*_: object) -> None:
        before.append(gc.get_threshold())
        first, second, third = before[0]
        # 0 is off, which whoever started this process may have chosen.
        gc.set_threshold(first and max(first, OBJECTS_BETWEEN_SEARCHES), second, third)

    def on_build_finished(*_: object) -> None:
        if before:
            gc.set_threshold(*before[0])
            before.clear()

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
