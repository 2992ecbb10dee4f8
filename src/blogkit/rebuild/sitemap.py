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
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx


def on_builder_inited(app: Sphinx) -> None:
    """A queue of this process: what workers hear comes back with their pages."""
    app.env.is_directory_builder = app.builder.name == "dirhtml"  # type: ignore[attr-defined]
    app.sitemap_links = SimpleQueue()  # type: ignore[attr-defined]


def replace_queue(app: Sphinx) -> None:
    """Let ours be asked for instead of sphinx-sitemap's, if that is there.

    The map that it draws keeps its time stamp while it is the same. Some blogs have a copy of that
    extension among their own files, changed here and there; so its handlers are known by name.
    """
    for make in _handlers(app, "builder-inited", "record_builder_type"):
        stand_in(app, "builder-inited", make, on_builder_inited)
    for draw in _handlers(app, "build-finished", "create_sitemap"):
        stand_in(app, "build-finished", draw, _keeping_time(draw))


def _handlers(app: Sphinx, event: str, name: str) -> list[Callable[..., Any]]:
    found = [each.handler for each in app.events.listeners[event]]
    return [each for each in found if getattr(each, "__name__", "") == name]


def _keeping_time(draw: Callable[..., Any]) -> Callable[..., Any]:
    def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
        with time_kept_if_same(Path(app.outdir, app.config.sitemap_filename)):
            draw(app, exception)

    return on_build_finished


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
