"""Whoever asks for Sphinx's notes gets them; for all others they are not made."""

from __future__ import annotations

from logging import DEBUG, INFO, NullHandler, getLogger

import pytest
from sphinx.util.logging import NAMESPACE

from blogkit.faster import notes


class App:
    """As much of Sphinx as a saving needs."""

    def __init__(self) -> None:
        self.handlers: dict[str, list[object]] = {}

    def connect(self, event: str, handler: object) -> None:
        self.handlers.setdefault(event, []).append(handler)

    def emit(self, event: str) -> None:
        for handler in self.handlers[event]:
            handler(self)  # type: ignore[operator]


@pytest.mark.parametrize(("heard", "made"), [(INFO, False), (DEBUG, True)])
def test_notes_are_made_for_those_who_hear_them(
    heard: int, *, made: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger, listener, app = getLogger(NAMESPACE), NullHandler(heard), App()
    monkeypatch.setattr(logger, "handlers", [listener])
    monkeypatch.setattr(logger, "level", DEBUG)
    notes.setup(app)  # type: ignore[arg-type]
    app.emit("env-before-read-docs")
    assert logger.isEnabledFor(DEBUG) is made
    app.emit("build-finished")
    assert logger.level == DEBUG
