"""Python looks for garbage less often while a build runs, and not at all while one starts or
little is edited.

Its default (after 700 new objects) is made for programs that keep little. A build keeps nearly
all it makes for as long as a document is at work, and what it has loaded when reading begins
(modules, settings, the last build's state) until its end; searching that took a seventh of a
clean build and a fifth of one edit's. Not switched off for good: doctrees are cycles, which only
the search frees, and without it memory grows with the number of posts. (Workers are: they end
before it does, see blogkit.parallel.)
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

OBJECTS_BETWEEN_SEARCHES = 20_000
FEW = 20  # documents to be read, of which no garbage is worth a search

_put_off: list[bool] = []  # not empty: `put_off` has switched the search off, nobody else did


@contextmanager
def put_off() -> Iterator[None]:
    """Inside, garbage is looked for only while a build reads and writes documents."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    _put_off.append(True)
    try:
        yield
    finally:
        _put_off.pop()
        gc.enable()


def setup(app: Sphinx) -> ExtensionMetadata:
    before: list[tuple[int, int, int]] = []
    frozen: list[bool] = []

    def on_env_before_read_docs(app: Sphinx, env: object, docnames: list[str]) -> None:
        before.append(gc.get_threshold())
        first, second, third = before[0]
        # 0 is off, which whoever started this process may have chosen.
        gc.set_threshold(first and max(first, OBJECTS_BETWEEN_SEARCHES), second, third)
        if not gc.get_freeze_count():
            gc.freeze()
            frozen.append(True)
        # What few documents leave behind is little; of many pages others are the writers.
        if _put_off and (len(docnames) > FEW or app.parallel <= 1):
            gc.enable()

    def on_build_finished(*_: object) -> None:
        if _put_off:
            gc.disable()
        if frozen:
            gc.unfreeze()
            frozen.clear()
        if before:
            gc.set_threshold(*before[0])
            before.clear()

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
