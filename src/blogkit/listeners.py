"""Standing in for another extension's handler of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


def stand_in(
    app: Sphinx, event: str, theirs: object, ours: Callable[..., Any], *, priority: int = 500
) -> None:
    """Let *ours* handle the event instead of *theirs*."""
    for listener in list(app.events.listeners[event]):
        if listener.handler is theirs:
            app.disconnect(listener.id)
    app.connect(event, ours, priority=priority)
