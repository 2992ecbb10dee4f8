"""Drafts, future posts and comments never reach a page, a feed, an index or a listing.

What shows in its source that it may not be read yet is never read by Sphinx. What shows it only
once it is read (a `post` directive in reStructuredText) is forgotten before anything is written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from ablog.post import PostNode
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation
from sphinx.util import logging

from blogkit.posts import Status, read_date, says_draft, status_at
from blogkit.site import site_of
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)
_ = get_translation("sphinx")

BEFORE_ABLOG = 450  # after blogkit.mending has told of unreadable dates, before Sphinx collects
HTML_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)  # an unclosed one hides all that follows
BY_THE_CLOCK = frozenset({Status.PUBLISHED, Status.FUTURE})
HELD_BACK = (Status.DRAFT, Status.FUTURE, Status.UNDATED)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Sphinx would publish every source beside its page, comments and all."""
    config.html_copy_source = False
    if config.html_theme == "sphinx_book_theme":  # its button would lead to what is not there
        config.html_theme_options.setdefault("use_download_button", False)


def on_builder_inited(app: Sphinx) -> None:
    traces_of(app).answer_by("status", lambda docname: _page_status(app, docname))


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take what may not be read out of the list of documents, before Sphinx reads any."""
    site = site_of(app)
    _held_back[app] = held_back = []
    for docname, document in site.documents.items():
        shown = app.config.blogkit_drafts and not document.is_left_out
        if shown or document.is_published(site.now) or docname not in env.found_docs:
            continue
        _withhold(env, docname)
        added.discard(docname)
        changed.discard(docname)
        held_back.append(docname)
        if docname in env.all_docs:
            removed.add(docname)
    if held_back:
        logger.info("held back as drafts, or dated after now: %s", len(held_back))
    for first, rival in site.rivals:
        if rival.docname != first.docname and rival.docname in env.found_docs:
            _withhold(env, rival.docname)
            added.discard(rival.docname)
            changed.discard(rival.docname)
    return _read_at_another_time(env, site.now)


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep hold of Sphinx's own list: what is on it after reading will be written."""
    _docnames[app] = docnames


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Drop comments, and of several posts in a file the sections of those not yet published."""
    for comment in list(doctree.findall(nodes.comment)):
        if type(comment) is nodes.comment:  # autosummary's tables are of a class below it
            comment.parent.remove(comment)
    for raw in list(doctree.findall(nodes.raw)):
        if "html" in raw.get("format", "").split():
            _drop_comments(raw)
    posts = list(doctree.findall(PostNode))
    if app.config.blogkit_drafts or len(posts) < 2:
        return
    seen = _seen_posts(app.env)[app.env.current_document.docname] = []
    for post in posts:
        date = _date(app, post)
        status = status_at(site_of(app).now, date, is_draft=says_draft(doctree))
        seen.append((date, status))
        section = _section_of(post)
        if section is not None and status is not Status.PUBLISHED:
            section.parent.remove(section)


def on_env_merge_info(
    app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment
) -> None:
    read = _seen_posts(other)
    _seen_posts(env).update({docname: read[docname] for docname in docnames if docname in read})


def on_env_purge_doc(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _seen_posts(env).pop(docname, None)


def _read_at_another_time(env: BuildEnvironment, now: datetime) -> list[str]:
    """Documents with several posts, of which others would be dropped if they were read now."""
    return [
        docname
        for docname, posts in _seen_posts(env).items()
        if docname in env.found_docs
        and any(
            status_at(now, date) is not status for date, status in posts if status in BY_THE_CLOCK
        )
    ]


def _seen_posts(env: BuildEnvironment) -> dict[str, list[tuple[datetime | None, Status]]]:
    """Of documents with several posts: their dates, and what these meant when they were read."""
    if not hasattr(env, "blogkit_posts"):
        env.blogkit_posts = {}  # type: ignore[attr-defined]
    return cast("dict[str, list[tuple[datetime | None, Status]]]", env.blogkit_posts)  # type: ignore[attr-defined]


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Forget every document whose posts all turned out to be unpublished."""
    if app.config.blogkit_drafts:
        return
    docnames = _docnames[app]
    now = site_of(app).now
    for docname, posts in list(getattr(env, "ablog_posts", {}).items()):
        if any(status_at(now, post["date"]) is Status.PUBLISHED for post in posts):
            continue
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        _withhold(env, docname)
        _held_back[app].append(docname)
        for included in env.toctree_includes.values():
            if docname in included:
                included.remove(docname)
        if docname in docnames:
            docnames.remove(docname)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """In a preview keep search engines out, and say of a page why it is not published."""
    if not app.config.blogkit_drafts:
        return
    traces_of(app).note("status", pagename)
    context["blogkit_drafts"] = True
    context["metatags"] = context.get("metatags", "") + '<meta name="robots" content="noindex">\n'
    status = _page_status(app, pagename)
    if status in HELD_BACK:
        context["body"] = _banner(status) + context.get("body", "")


def _banner(status: Status) -> str:
    """What is above a page that readers do not see, in its language."""
    what, why = {
        Status.DRAFT: (_("Draft"), _("readers do not see this page yet.")),
        Status.FUTURE: (_("Not yet published"), _("the date of this post is still to come.")),
        Status.UNDATED: (_("Not published"), _("this post has no date.")),
    }[status]
    return f'<p class="unpublished"><strong>{what}</strong>: {why}</p>'


def _page_status(app: Sphinx, pagename: str) -> Status | None:
    site = site_of(app)
    document = site.documents.get(pagename)
    if document is None:
        return None
    if document.is_draft:
        return Status.DRAFT
    statuses = {post.status(site.now) for post in document.posts}
    return next((each for each in HELD_BACK if statuses == {each}), None)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Sphinx leaves the page of a post that was published before and is held back now."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in _held_back.get(app, ()):
            Path(app.builder.get_output_path(docname)).unlink(missing_ok=True)


_held_back: WeakKeyDictionary[Sphinx, list[str]] = WeakKeyDictionary()
_docnames: WeakKeyDictionary[Sphinx, list[str]] = WeakKeyDictionary()


def _withhold(env: BuildEnvironment, docname: str) -> None:
    env.project.docnames.discard(docname)


def _drop_comments(raw: nodes.raw) -> None:
    html = raw.astext()
    kept = HTML_COMMENT.sub("", html)
    if not kept.strip():
        raw.parent.remove(raw)
    elif kept != html:
        raw.parent.replace(raw, nodes.raw(kept, kept, **raw.attributes))


def _section_of(post: PostNode) -> nodes.section | None:
    """The section below the title that is this post's own, if it has one."""
    section = post.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    return None if section is None or isinstance(section.parent, nodes.document) else section


def _date(app: Sphinx, post: PostNode) -> datetime | None:
    dates = site_of(app).settings.dates
    try:
        return read_date(post["date"] or "", dates.format, dates.zone)
    except ValueError:
        return None


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("doctree-read", on_doctree_read, priority=BEFORE_ABLOG)
    app.connect("env-merge-info", on_env_merge_info)
    app.connect("env-purge-doc", on_env_purge_doc)
    app.connect("env-updated", on_env_updated)
    app.connect("build-finished", on_build_finished)
    app.connect("html-page-context", on_html_page_context)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
