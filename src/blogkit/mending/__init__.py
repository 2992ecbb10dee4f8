"""What makes ABlog fall over, put right before ABlog sees it.

Stock ABlog ends the build with a traceback, or never ends it, on an unreadable date, a missing
title, `excerpt: two`, or a `post` directive in a container (ablog/post.py:313-317). Each of these
gets one message here and the build goes on. For Markdown the checks have told of it already,
with line and column; here the same is told of reStructuredText.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ablog.post import PostNode, UpdateNode

from blogkit.mending.front_matter import MendFrontMatter
from blogkit.mending.postlist import MendedPostList
from blogkit.mending.records import (
    mend_date,
    mend_labels,
    mend_redirects,
    mend_title,
    mend_update,
    move_into_section,
)
from blogkit.posts import says_draft
from blogkit.site import site_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BEFORE_ABLOG = 400
CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


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
        if move_into_section(app, docname, post, alone=len(posts) == 1):
            mend_title(app, docname, post, doctree)
            mend_date(app, docname, post, is_kept_back=says_draft(doctree))
            mend_labels(app, docname, post)
            mend_redirects(app, docname, post)
    for update in list(doctree.findall(UpdateNode)):
        mend_update(app, docname, update, dated=all(post["date"] for post in posts))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(MendFrontMatter)
    app.add_directive("postlist", MendedPostList, override=True)
    app.connect("source-read", on_source_read)
    app.connect("doctree-read", on_doctree_read, priority=BEFORE_ABLOG)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
