"""Excerpts that are rendered once for all listings.

A post is on the pages of all its labels, and these are written by several processes: each would
render what it comes upon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.blog.model import blog_of
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def render_excerpts(app: Sphinx) -> None:
    """Render the excerpt of each published post, by all processes that this build may have.

    Where there is one, or listings show no excerpts, nothing is done ahead.
    """
    jobs = app.parallel if getattr(app.builder, "parallel_ok", False) else 1
    if jobs <= 1 or app.config.blog_archive_titles:
        return
    posts = list(blog_of(app).posts.members)
    excerpts = in_parallel(lambda each: each.rendered_excerpt(), posts, jobs, light=True)
    for post, excerpt in zip(posts, excerpts, strict=True):
        post.keep_excerpt(excerpt)
