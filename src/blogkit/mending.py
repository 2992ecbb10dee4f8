"""What makes ABlog fall over, put right before ABlog sees it.

Stock ABlog ends the build with a traceback, or never ends it, on an unreadable date, a missing
title, `excerpt: two`, or a `post` directive in a container (ablog/post.py:313-317). Each of these
gets one message here and the build goes on. For Markdown the checks have told of it already,
with line and column; here the same is told of reStructuredText.
"""

from __future__ import annotations

from datetime import timedelta
from string import Formatter
from typing import TYPE_CHECKING, Any, cast

import ablog.blog
import ablog.post
from ablog.blog import Blog
from ablog.post import (
    PostDirective,
    PostListDirective,
    PostNode,
    UpdateNode,
    generate_archive_pages,
)
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from blogkit.links import is_free_page
from blogkit.posts import (
    LABEL_KEYS,
    guess_date,
    is_draft,
    label_slug,
    read_date,
    redirect_page,
    says_draft,
)
from blogkit.site import post_label, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.posts import Post

logger = logging.getLogger(__name__)

FLAGS = frozenset({"exclude", "nocomments"})
BEFORE_ABLOG, AFTER_ABLOG = 400, 600
POSTLIST_WORDS = {"author", "category", "date", "language", "location", "tags", "title"}
CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
Page = tuple[str, dict[str, Any], str]


def on_builder_inited(app: Sphinx) -> None:
    """One Blog for each build, and one "now": ABlog shares both (blog.py:128, 156-162)."""
    Blog._dict = {}  # noqa: SLF001 - nothing public empties it
    ablog.blog.TOMORROW = site_of(app).now + timedelta(microseconds=1)


class MendFrontMatter(SphinxTransform):
    """Take out front matter that ABlog would convert and fail on (ablog/post.py:163-169)."""

    default_priority = 799  # ablog.post.CheckFrontMatter is 800

    def apply(self, **kwargs: Any) -> None:
        has_directive = any(self.document.findall(PostNode))
        for info in list(self.document.findall(nodes.docinfo))[:1]:
            for field in list(info.findall(nodes.field)):
                key, value = field[0].astext(), field[1].astext()
                if self._is_empty(key) or (key == "blogpost" and has_directive):
                    info.remove(field)
                elif key in FLAGS:
                    cast("nodes.Element", field[1]).clear()
                    if not is_draft(value):  # said `false`, which ABlog would take for a yes
                        info.remove(field)
                elif not _is_usable(key, value):
                    wanted = f"'{key}: {value}' should be a number"
                    _tell(self.env.docname, self.app, wanted, field)
                    info.remove(field)

    def _is_empty(self, key: str) -> bool:
        """`tags:` with nothing behind it: MyST hands on the word "null"."""
        document = site_of(self.app).documents.get(self.env.docname)
        fields = document.source.front_matter.values() if document and document.source else {}
        return key in fields and fields[key] is None and key != "blogpost"


class MendedPostList(PostListDirective):  # type: ignore[misc]
    """ABlog's directive, with a message for what it fails on (ablog/post.py:125, 444)."""

    def run(self) -> list[nodes.Node]:
        for number in self.arguments:
            if not number.isdigit():
                raise self.error(f"'postlist {number}' should be a number of posts")
        try:
            words = {word for _, word, _, _ in Formatter().parse(self.options.get("format", ""))}
        except ValueError as error:
            raise self.error(f"the format of a postlist cannot be read: {error}") from error
        unknown = sorted(words - POSTLIST_WORDS - {None}, key=str)
        if unknown:
            known = ", ".join(sorted(POSTLIST_WORDS))
            raise self.error(f"a postlist has no '{unknown[0]}'; its format may name {known}")
        return cast("list[nodes.Node]", super().run())


def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Characters that no page can hold: with one of them in a post, ABlog's feed breaks down."""
    source[0] = source[0].translate(CONTROLS)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Make every post, and every update in it, such that ABlog can register it."""
    docname = app.env.current_document.docname
    posts = list(doctree.findall(PostNode))
    document = site_of(app).documents.get(docname)
    if document and document.posts and not posts:  # without a title ABlog makes it no post
        app.env.metadata[docname]["orphan"] = True
    for post in posts:
        if _move_into_section(app, docname, post, alone=len(posts) == 1):
            _mend_title(app, docname, post, doctree)
            _mend_date(app, docname, post, is_kept_back=says_draft(doctree))
            _mend_labels(app, docname, post)
            _mend_redirects(app, docname, post)
    for update in list(doctree.findall(UpdateNode)):
        _mend_update(app, docname, update, dated=all(post["date"] for post in posts))


def on_doctree_registered(app: Sphinx, doctree: nodes.document) -> None:
    """`{ref}` to a post leads to its page: the fragment ABlog gives is not there (post.py:379)."""
    docname = app.env.current_document.docname
    standard, label = app.env.domains.standard_domain, post_label(docname)
    target, fragment, title = standard.labels.get(label, ("", "", ""))
    if (target, fragment) == (docname, label) and fragment not in doctree.ids:
        standard.labels[label] = (docname, "", title)
        standard.anonlabels[label] = (docname, "")
    for post in app.env.ablog_posts.get(docname, ()):  # type: ignore[attr-defined]
        post["excerpt"] = [_fit_for_listing(node) for node in post["excerpt"]]


def _fit_for_listing(excerpt: nodes.Element) -> nodes.Element:
    """An excerpt is shown on other pages: links within its own page would lead nowhere there."""
    kept = excerpt.deepcopy()
    for node in list(kept.findall(nodes.Element)):
        if "refid" in node and node.parent is not None:
            words = node.children if isinstance(node, nodes.reference) else []
            node.parent.replace(node, words)
        elif "ids" in node:
            node["ids"] = []
    return kept


def collect_archive_pages(app: Sphinx) -> Iterator[Page]:
    """ABlog's listings, without the drafts' where none are shown, and without nameless labels'."""
    drafts = Blog(app).drafts.docname
    for page in generate_archive_pages(app):
        name = cast("str", page[0])
        if (name == drafts and not app.config.blogkit_drafts) or name.endswith("/"):
            continue
        yield page


def _is_usable(key: str, value: str) -> bool:
    convert = PostDirective.option_spec.get(key)
    if convert is not int:
        return True
    try:
        int(value)
    except ValueError:
        return False
    return True


def _mend_update(app: Sphinx, docname: str, update: UpdateNode, *, dated: bool) -> None:
    """ABlog takes the latest of a post's date and its updates, and all must be dates."""
    written = update["date"]
    try:
        update["date"] = _as_ablog_reads(read_date(written, app.config.post_date_format))
    except ValueError:
        _tell(docname, app, f"the date '{written}' of an update cannot be read", update)
        dated = False
    if not dated:
        title = nodes.title("", f"Updated on {written}")
        children = update.children[1:] if isinstance(update[0], nodes.title) else update.children
        update.replace_self(nodes.admonition("", title, *children, classes=["note", "update"]))


def _move_into_section(app: Sphinx, docname: str, post: PostNode, *, alone: bool) -> bool:
    """With several posts in a file ABlog walks up from each to its section, in one step only."""
    if alone or isinstance(post.parent, nodes.section):
        return True
    section: Any = post.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    if section is None:
        _tell(docname, app, "a post stands outside of any section; give it a heading", post)
        post.replace_self(post.children)
        return False
    post.parent.remove(post)
    section.insert(1, post)
    return True


def _mend_title(app: Sphinx, docname: str, post: PostNode, doctree: nodes.document) -> None:
    if post["title"] or any(doctree.findall(nodes.title)):
        return
    _tell(docname, app, "the post has no title; begin its text with one", post)
    post["title"] = docname.rpartition("/")[2]


def _mend_date(app: Sphinx, docname: str, post: PostNode, *, is_kept_back: bool) -> None:
    """A draft has no date for ABlog; any other date is written so that ABlog reads it alike."""
    written = post["date"]
    if not written or written == "None":
        post["date"] = None
        if not is_kept_back:
            advice = "give it one, or ':draft: true' until it is ready"
            _tell(docname, app, f"the post has no date; {advice}", post, name="missing-date")
        return
    try:
        read_date(written, app.config.post_date_format)
    except ValueError:
        _tell(docname, app, f"the date '{written}' cannot be read; write 5 October 2025", post)
    date = guess_date(written, app.config.post_date_format)
    post["date"] = None if is_kept_back or date is None else _as_ablog_reads(date)


def _as_ablog_reads(date: datetime) -> str:
    """No `post_date_format` is like it, so ABlog hands it to dateutil, which reads it exactly."""
    return date.isoformat(sep="T", timespec="microseconds")


def _mend_labels(app: Sphinx, docname: str, post: PostNode) -> None:
    """A YAML list reaches ABlog as JSON, of which it takes the brackets off for tags only."""
    written = _front_matter_post(app, docname)
    for key in LABEL_KEYS:
        labels = [label for label in (written.labels if written else post)[key] if label]
        nameless = [label for label in labels if not label_slug(label)]
        for label in nameless:
            _tell(docname, app, f"no page can be named after '{label}' in '{key}'", post)
        post[key] = [label for label in labels if label not in nameless]


def _mend_redirects(app: Sphinx, docname: str, post: PostNode) -> None:
    """ABlog writes a redirect's page over any other, and outside of the site (post.py:565)."""
    written = _front_matter_post(app, docname)
    site, good = site_of(app), []
    for redirect in written.redirects if written else [each for each in post["redirect"] if each]:
        page = redirect_page(redirect)
        if is_free_page(page, site):
            good.append(page)
        else:
            _tell(docname, app, f"'redirect: {redirect}' cannot be the address of a page", post)
    post["redirect"] = good


def _front_matter_post(app: Sphinx, docname: str) -> Post | None:
    """The post that this document's front matter makes it, if no directive does."""
    document = site_of(app).documents.get(docname)
    if document is None or document.source is None or not document.posts:
        return None
    by_directive = any(each.name == "post" for each in document.source.directives)
    return None if by_directive else document.posts[0]


def _tell(
    docname: str, app: Sphinx, message: str, node: nodes.Node, *, name: str = "bad-front-matter"
) -> None:
    document = site_of(app).documents.get(docname)
    if document is None or document.source is None:
        place: Any = node if node.line else docname
        logger.error(message, location=place, type="blogkit", subtype=name)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", on_builder_inited)
    app.add_transform(MendFrontMatter)
    app.add_directive("postlist", MendedPostList, override=True)
    app.connect("source-read", on_source_read)
    app.connect("doctree-read", on_doctree_read, priority=BEFORE_ABLOG)
    app.connect("doctree-read", on_doctree_registered, priority=AFTER_ABLOG)
    _replace_listener(app, "html-collect-pages", generate_archive_pages)
    app.connect("html-collect-pages", collect_archive_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _replace_listener(app: Sphinx, event: str, handler: object) -> None:
    for listener in list(app.events.listeners[event]):
        if listener.handler is handler:
            app.disconnect(listener.id)
