"""Whoever asks for Sphinx's notes gets them; for all others they are not made."""

from __future__ import annotations

from logging import DEBUG, INFO, NullHandler, getLogger

import pytest
from sphinx import events
from sphinx.events import EventManager
from sphinx.util.logging import NAMESPACE

from blogkit.faster import notes


class App:
    """As much of Sphinx as a saving needs."""

    pdb = False

    def __init__(self) -> None:
        self.handlers: dict[str, list[object]] = {}

    def connect(self, event: str, handler: object) -> None:
        self.handlers.setdefault(event, []).append(handler)

    def emit(self, event: str) -> None:
        for handler in self.handlers[event]:
            handler(self)  # type: ignore[operator]


class Long:
    """What goes with an event, and notices that it is written out."""

    written = 0

    def __repr__(self) -> str:
        self.written += 1
        return "long"


LISTENERS = pytest.mark.parametrize(("level", "is_heard"), [(INFO, False), (DEBUG, True)])


def begun(level: int, monkeypatch: pytest.MonkeyPatch) -> App:
    """An application that begins to read, whose logger has a listener of this level."""
    logger, app = getLogger(NAMESPACE), App()
    monkeypatch.setattr(logger, "handlers", [NullHandler(level)])
    monkeypatch.setattr(logger, "level", DEBUG)
    notes.setup(app)  # type: ignore[arg-type]
    app.emit("env-before-read-docs")
    return app


@LISTENERS
def test_notes_are_made_for_those_who_hear_them(
    level: int, *, is_heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = begun(level, monkeypatch)
    assert getLogger(NAMESPACE).isEnabledFor(DEBUG) is is_heard
    app.emit("build-finished")
    assert getLogger(NAMESPACE).level == DEBUG


@LISTENERS
def test_what_goes_with_an_event_is_written_out_for_those_who_hear_it(
    level: int, *, is_heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = begun(level, monkeypatch)
    manager, goes_with_it = EventManager(app), Long()  # type: ignore[arg-type]
    got: list[object] = []
    manager.connect("build-finished", lambda _app, each: got.append(each), 500)
    manager.emit("build-finished", goes_with_it)
    app.emit("build-finished")
    assert goes_with_it.written == int(is_heard)
    assert got == [goes_with_it]
    assert "repr" not in vars(events)


def test_a_name_that_somebody_else_has_put_there_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(events, "repr", ascii, raising=False)
    app = begun(INFO, monkeypatch)
    app.emit("build-finished")
    assert vars(events)["repr"] is ascii
