"""sphinx-sitemap, for pages that were not written because nothing in them had changed.

It lists the pages that a build writes, in the order in which workers write them, and hears of
them through a process of its own (sphinx_sitemap/__init__.py: `record_builder_type`). Here each
page's entry is remembered with the page, and the map lists all pages by name.
"""

from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from blogkit.listeners import stand_in
from blogkit.rebuild.copies import time_kept_if_same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


def on_builder_inited(app: Sphinx) -> None:
    """A queue of this process: what workers hear comes back with their pages."""
    app.env.is_directory_builder = app.builder.name == "dirhtml"  # type: ignore[attr-defined]
    app.sitemap_links = SimpleQueue()  # type: ignore[attr-defined]


def replace_queue(app: Sphinx) -> None:
    """Let ours be asked for instead of sphinx-sitemap's, if that is there.

    The map that it draws keeps its time stamp while it is the same.
    """
    try:
        from sphinx_sitemap import create_sitemap, record_builder_type
    except ImportError:
        return

    def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
        with time_kept_if_same(Path(app.outdir, app.config.sitemap_filename)):
            create_sitemap(app, exception)

    if "sphinx_sitemap" in app.extensions:
        stand_in(app, "build-finished", create_sitemap, on_build_finished)
    for listener in list(app.events.listeners["builder-inited"]):
        if listener.handler is record_builder_type:
            app.disconnect(listener.id)
            app.connect("builder-inited", on_builder_inited)


def taken(app: Sphinx) -> tuple[Any, ...]:
    """What was put into the queue since it was last emptied."""
    queue = getattr(app, "sitemap_links", None)
    links = []
    while isinstance(queue, SimpleQueue) and not queue.empty():
        links.append(queue.get_nowait())
    return tuple(links)


def put_all(app: Sphinx, links: Iterable[Any]) -> None:
    """Put in the entries of all pages, each once, before the map is drawn."""
    queue = getattr(app, "sitemap_links", None)
    if isinstance(queue, SimpleQueue):
        for link in sorted(set(links), key=str):
            queue.put(link)
