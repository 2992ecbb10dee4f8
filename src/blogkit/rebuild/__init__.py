"""Builds that read in parallel, and touch only what an edit changed.

The law: whatever was edited since the last build, the site is the one that a clean build makes,
byte by byte. What reading finds out of a document may depend on that document only; what a page
shows of others it asks for, and is written again when an answer changes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from blogkit.rebuild import checksums, names, previews, readings, redirects, sidebars, sitemap
from blogkit.rebuild.builder import (
    DirectoryHTMLBuilder,
    OnlyWhatChanged,
    StandaloneHTMLBuilder,
)
from blogkit.rebuild.definitions import all_definitions, known_elsewhere, last_word
from blogkit.rebuild.packed import PackedNodes, take_over_packed
from blogkit.rebuild.todos import AskForTodos, settle_todos, todos
from blogkit.rebuild.told import tell_again
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

FIRST, LAST = 100, 950
BEFORE_OTHERS = 400
AFTER_PRIVACY = 700  # it takes out what may not be read
UNFINISHED = "unfinished"


def on_config_inited(app: Sphinx, config: Config) -> None:
    sitemap.replace_queue(app)
    redirects.be_recognised(app)


def on_builder_inited(app: Sphinx) -> None:
    """Say who answers which questions; after a build that was killed, start anew."""
    env, traces = app.env, traces_of(app)
    if not isinstance(env.tocs, PackedNodes):
        env.tocs = cast("dict[str, nodes.bullet_list]", PackedNodes(env.tocs))
    take_over_packed(app)
    traces.answer_by(
        "document",
        lambda docname: _face(env, docname),
        everything=lambda: [_face(env, docname) for docname in sorted(env.all_docs)],
        of_documents=True,
    )
    traces.answer_by("read", env.all_docs.get, of_documents=True)
    traces.answer_by("image", lambda uri: env.images.get(uri, ("", ""))[1])
    if isinstance(app.builder, OnlyWhatChanged):
        traces.answer_by("body", app.builder.body_digest)
    traces.answer_by("navigation", lambda: sorted(env.toctree_includes.items()))
    traces.answer_by("names", lambda: _all_names(env))
    traces.answer_by("todos", lambda: todos(env))
    traces.answer_by("defined", lambda name: _definitions(app, name))
    if any(Path(app.doctreedir).glob(f"{UNFINISHED}-*")):
        env.blogkit_made_with = ""  # type: ignore[attr-defined]
    if _marker(app).exists() and isinstance(app.builder, OnlyWhatChanged):
        app.builder.known.look = app.builder.known.makers = ""
    Path(app.doctreedir).mkdir(parents=True, exist_ok=True)


def _face(env: BuildEnvironment, docname: str) -> tuple[Any, ...]:
    reading = readings.readings_of(env).get(docname)
    numbers = env.toc_secnumbers.get(docname), env.toc_fignumbers.get(docname)
    return docname in env.found_docs, reading.face if reading else "", numbers


def _all_names(env: BuildEnvironment) -> tuple[Any, ...]:
    standard = env.domains.standard_domain
    return sorted(env.found_docs), sorted(standard.labels), sorted(standard.anonlabels)


def _definitions(app: Sphinx, name: str) -> list[tuple[Any, ...]]:
    """Whatever a reference to *name* may lead to."""
    if app not in _defined:
        _defined[app] = all_definitions(app.env)
    return [*_defined[app].get(last_word(name), []), *known_elsewhere(app.env, name)]


class AskForDefinitions(SphinxPostTransform):
    """Before references are resolved: which document they lead to another may decide."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for reference in self.document.findall(addnodes.pending_xref):
            traces_of(self.app).note("defined", str(reference["reftarget"]))


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """From here on until the end, what is on the disk is neither the last state nor the next."""
    _marker(app).touch()


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """All documents are read: settle what they may not settle among themselves."""
    names.settle_definitions(env)
    settle_todos(env)
    _defined.pop(app, None)
    names.settle_images(env)
    for _, reading in sorted(readings.readings_of(env).items()):
        tell_again(reading.told)


def on_missing_reference(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Node
) -> None:
    """Last of all handlers: what nobody knows now, a new document may bring."""
    traces_of(app).note("names")


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Every theme shows the tree of documents somewhere; a template may ask whether one exists."""
    traces, has_document = traces_of(app), context.get("hasdoc")
    traces.note("navigation")
    if has_document is None:  # the builder `json` has no templates
        return

    def hasdoc(name: str) -> bool:
        traces.note("document", name)
        return bool(has_document(name))

    context["hasdoc"] = hasdoc


def before_build_finished(app: Sphinx, exception: Exception | None) -> None:
    if isinstance(app.builder, OnlyWhatChanged) and not exception:
        sitemap.put_all(app, [*sitemap.taken(app), *app.builder.all_links()])


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    if exception:
        return
    if isinstance(app.builder, OnlyWhatChanged):
        app.builder.keep_times_of_styles()
        checksums.remember_static_files(app, app.builder)
        app.builder.save()
    _marker(app).unlink(missing_ok=True)


_defined: WeakKeyDictionary[Sphinx, dict[str, list[tuple[Any, ...]]]] = WeakKeyDictionary()


def _marker(app: Sphinx) -> Path:
    """By builder: several may share the folder, and each knows only of its own pages."""
    return Path(app.doctreedir, f"{UNFINISHED}-{app.builder.name}")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(AskForDefinitions)
    app.add_post_transform(AskForTodos)
    app.add_builder(StandaloneHTMLBuilder, override=True)
    app.add_builder(DirectoryHTMLBuilder, override=True)
    app.connect("config-inited", on_config_inited, priority=LAST)
    app.connect("config-inited", readings.on_config_inited, priority=LAST)
    app.connect("builder-inited", readings.on_builder_inited)
    app.connect("builder-inited", on_builder_inited)
    app.connect("builder-inited", sidebars.on_builder_inited)
    app.connect("env-get-outdated", readings.on_env_get_outdated, priority=AFTER_PRIVACY)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("env-purge-doc", readings.on_env_purge_doc)
    app.connect("env-merge-info", readings.on_env_merge_info)
    app.connect("doctree-read", readings.on_doctree_read, priority=LAST)
    app.connect("env-updated", on_env_updated, priority=FIRST)
    app.connect("missing-reference", on_missing_reference, priority=LAST)
    app.connect("html-page-context", on_html_page_context, priority=FIRST)
    app.connect("html-page-context", checksums.on_html_page_context, priority=LAST)
    app.connect("html-page-context", previews.on_html_page_context, priority=LAST)
    app.connect("html-page-context", sidebars.on_html_page_context, priority=LAST)
    app.connect("build-finished", before_build_finished, priority=BEFORE_OTHERS)
    app.connect("build-finished", on_build_finished, priority=LAST)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
