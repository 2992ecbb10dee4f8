"""A first look at one edited post: its page alone, before anything else is brought up to date.

It is made by a process that knows the blog as of the last build, and is thrown away: neither the
site nor anything that a build goes on from is touched. What else an edit changes on the page
(another post's title, a picture that was not there) shows when the build has run, right behind.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase

from blogkit.live.warm.lines import each_line
from blogkit.live.warm.noting import Note, notes_of
from blogkit.memory import stamp_of
from blogkit.rebuild.told import overheard
from blogkit.site import read_again, site_of
from blogkit.traces import traces_of
from blogkit.trust import told as told_of_refusal

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from blogkit.documents import Document
    from blogkit.live.warm.lines import Voice
    from blogkit.live.warm.starting import Started

SAMPLES = 3  # posts that are looked at before any look is asked for


def take_looks(started: Started, voice: Voice, commands: int, generation: int) -> None:
    """Get ready, and fork a process for each look that is asked for."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    app = started.app
    _get_ready(app)
    voice.say("looking", generation=generation)
    for command in each_line(commands):
        if os.fork() == 0:
            _look(app, voice, command)


def _get_ready(app: Sphinx) -> None:
    """Do once what any page needs: the model of the blog, its templates, the frame of a page.

    The posts that were written on last are looked at: one of them is the likeliest to be edited,
    and all that their pages take (templates, lexers, patterns) is at hand then.
    """
    builder: Any = app.builder
    site = site_of(app)
    builder.phase = BuildPhase.WRITING
    builder.prepare_writing(frozenset())
    builder.indexer = None  # a page that is thrown away is not searched
    with overheard():
        app.events.emit("env-updated", app.env)
    known = [each for each in site.documents.values() if each.docname in app.env.all_docs]
    for document in sorted(known, key=_last_written)[-SAMPLES:]:
        look_at(app, document.docname, Path(os.devnull))
    gc.collect()
    gc.freeze()
    gc.disable()  # a look is over before there is anything to gain


def _last_written(document: Document) -> float:
    stamp = stamp_of(document.path)
    return stamp[0] if stamp and document.posts else 0


def _look(app: Sphinx, voice: Voice, command: dict[str, Any]) -> None:
    from blogkit.live.warm.parent import become_a_worker

    number, page = command["number"], voice.reports / f"look-{command['number']}.html"

    def work() -> None:
        report = look_at(app, command["document"], page)
        voice.report("looked", number, report)

    become_a_worker(work)


def look_at(app: Sphinx, docname: str, page: Path) -> dict[str, Any]:
    """Read the document and write its page to *page*; what came of it.

    `state` is `shown`, `broken` (the page cannot be what its author wrote), or `unsure`: only a
    build can tell.
    """
    read_again(app, docname)
    unreadable = why_unreadable(site_of(app).documents.get(docname))
    if unreadable:
        return _report(app, docname, "broken", [unreadable])
    try:
        with overheard() as told:
            read(app, docname)
    except Exception as error:  # noqa: BLE001 - an author gets words, never a traceback
        return _report(app, docname, "broken", [], f"{type(error).__name__}: {error}")
    notes = notes_of(told, app)
    if any(note.breaks for note in notes):
        return _report(app, docname, "broken", notes)
    try:
        with overheard():
            write_page(app, docname, page)
    except Exception:  # noqa: BLE001 - the build will say what is wrong, and with what
        return _report(app, docname, "unsure", notes)
    return _report(app, docname, "shown" if _has_its_files(app) else "unsure", notes)


def _report(
    app: Sphinx, docname: str, state: str, notes: list[Note], failure: str = ""
) -> dict[str, Any]:
    builder: Any = app.builder
    return {
        "state": state,
        "document": docname,
        "source": str(app.env.doc2path(docname)),
        "path": builder.get_output_path(docname).relative_to(builder.outdir).as_posix(),
        "notes": [note.as_json() for note in notes],
        "failure": failure,
    }


def why_unreadable(document: Document | None) -> Note | None:
    """Why no page can be made of a document before Sphinx has read any of it."""
    if document is None:
        return None
    source = document.source
    problem = source.front_matter.problem if source and document.may_hide_a_post else None
    if document.unreadable:
        place, words = document.unreadable.place, document.unreadable.reason
    elif document.refusals:
        place, words = document.refusals[0].place, told_of_refusal(document.refusals[0])
    elif problem:
        place, words = problem.place, f"the front matter cannot be read: {problem.message}"
    else:
        return None
    return Note(str(document.path), place.line, place.column, words, "", "error", breaks=True)


def read(app: Sphinx, docname: str) -> None:
    """Read the document as a build does, its doctree into memory only."""
    env, builder = app.env, app.builder
    builder.phase = BuildPhase.READING
    before = _shown_elsewhere(app, docname)
    numbers = [(each, each.get(docname)) for each in (env.toc_secnumbers, env.toc_fignumbers)]
    app.events.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    setattr(builder, "write_doctree", _keep_in(env))  # noqa: B010 - Sphinx declares it final
    builder.read_doc(docname, _cache=False)
    for known, value in numbers:
        if value is not None:
            known[docname] = value  # type: ignore[assignment]
    traces_of(app).forget_answers()
    if before != _shown_elsewhere(app, docname):
        app.events.emit("env-updated", env)


def _shown_elsewhere(app: Sphinx, docname: str) -> str:
    """What of a document is not on its page alone: as a post, and as a target of links."""
    env = app.env
    known: list[object] = [
        getattr(env, "ablog_posts", {}).get(docname),
        env.metadata.get(docname),
        sorted(uri for uri, (names, _) in env.images.items() if docname in names),
        getattr(getattr(env, "blogkit_readings", {}).get(docname), "face", ""),
    ]
    return repr(known)


def _keep_in(env: Any) -> Any:
    def write_doctree(docname: str, doctree: Any, *, _cache: bool = True) -> None:
        """As Sphinx's (builders/__init__.py), with the pickle in memory."""
        doctree.reporter = doctree.transformer = None
        doctree.settings = doctree.settings.copy()
        doctree.settings.warning_stream = doctree.settings.env = None
        doctree.settings.record_dependencies = None
        env._pickled_doctree_cache[docname] = pickle.dumps(doctree, pickle.HIGHEST_PROTOCOL)  # noqa: SLF001 - where Sphinx looks first

    return write_doctree


def write_page(app: Sphinx, docname: str, page: Path) -> None:
    """Write the page of a document to the file *page*, and nothing else."""
    builder: Any = app.builder
    builder.phase = BuildPhase.RESOLVING
    builder.images, builder.copies = {}, {}
    doctree: nodes.document = app.env.get_and_resolve_doctree(docname, builder, tags=app.tags)
    builder.phase = BuildPhase.WRITING

    def handle_page(name: str, context: dict[str, Any], *rest: Any, **more: Any) -> None:
        more["outfilename"] = page
        StandaloneHTMLBuilder.handle_page(builder, name, context, *rest, **more)

    builder.handle_page = handle_page
    builder.write_doc_serialized(docname, doctree)
    builder.write_doc(docname, doctree)


def _has_its_files(app: Sphinx) -> bool:
    """Whether the pictures on the page that was just written are in the site."""
    builder: Any = app.builder
    pictures = (f"{builder.imagedir}/{name}" for name in builder.images.values())
    return all(Path(builder.outdir, name).is_file() for name in (*pictures, *builder.copies))
