"""One build of the preview, in a process of its own: all that an edit changes, and nothing else."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError

from blogkit.later import tasks_left_by
from blogkit.live.warm.finding_out import broken_pages, findings_of
from blogkit.rebuild.readings import readings_of
from blogkit.resting import next_due_moment
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from blogkit.live.warm.lines import Voice
    from blogkit.live.warm.starting import Started

BEFORE_SAVING = 940  # all pages are written; what the next build goes on from is not


def build(started: Started, voice: Voice, command: dict[str, Any]) -> None:
    """Build, and report; documents that a build which was dropped had begun are read again."""
    app, number = started.app, command["number"]
    again: set[str] = set(command["again"])
    known = _pages(app)
    read: set[str] = set()

    def on_reading(app: Sphinx, env: object, docnames: list[str]) -> None:
        read.update(docnames)
        voice.report("reading", number, {"documents": docnames})

    def on_finished(app: Sphinx, failure: Exception | None) -> None:
        if failure is None:
            pages = sum(known.get(path) is not page for path, page in _pages(app).items())
            voice.say("written", number=number, pages=pages)

    app.connect("env-get-outdated", lambda app, env, *_: sorted(again & env.found_docs))
    app.connect("env-before-read-docs", on_reading)
    app.connect("env-updated", lambda app, env: voice.say("writing", number=number))
    app.connect("build-finished", on_finished, priority=BEFORE_SAVING)
    failure = _failure_of(app, started)
    if failure:
        voice.report("failed", number, {"words": failure, "notes": _notes(started)})
    else:
        voice.report("built", number, {**_report(started), "read": _digests(app, read)})


def _failure_of(app: Sphinx, started: Started) -> str:
    """Why the build broke down; empty if it did not."""
    try:
        app.build()
    except SphinxError as error:
        return f"{error.category}: {error}{_at_work_on(app)}"
    except OSError as error:
        return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    except Exception as error:  # noqa: BLE001 - an author gets words, never a traceback
        log = started.folders.state.parent / "traceback.txt"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        what = f"{type(error).__name__}: {error}{_at_work_on(app)}"
        return f"{what} (more in {shown_path(log)})"
    return ""


def _at_work_on(app: Sphinx) -> str:
    docname = app.env.current_document.docname
    return f", at work on {os.path.relpath(app.env.doc2path(docname))}" if docname else ""


def _pages(app: Sphinx) -> dict[str, Any]:
    """What is known of each page; another object once it is written again."""
    known = getattr(app.builder, "known", None)
    return {page.path: page for page in known.all_pages()} if known else {}


def _digests(app: Sphinx, docnames: Iterable[str]) -> dict[str, str]:
    """What the sources of these documents held when they were read, by their paths."""
    readings = readings_of(app.env)
    files = (state for name in docnames if name in readings for state in readings[name].files)
    return {state.path: state.content for state in files if state.content}


def _notes(started: Started) -> list[dict[str, Any]]:
    return [note.as_json() for note in started.noting.notes]


def _report(started: Started) -> dict[str, Any]:
    app = started.app
    return {
        "notes": _notes(started),
        "broken": broken_pages(started),
        "findings": findings_of(app),
        "next_due": next_due_moment(app),
        "left": tasks_left_by(app),
    }
