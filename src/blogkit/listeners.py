"""Standing in for another extension's handler of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


def stand_in(app: Sphinx, event: str, theirs: object, ours: Callable[..., Any]) -> None:
    """Let *ours* handle the event instead of *theirs*, and in its turn.

    Disconnecting one and connecting the other would put *ours* behind the handlers of every
    extension that was loaded in between, and these rely on what came before them.
    """
    listeners = app.events.listeners[event]
    found = [each for each in listeners if each.handler is theirs]
    for listener in found:
        listeners[listeners.index(listener)] = listener._replace(handler=ours)
    if not found:
        app.connect(event, ours)
