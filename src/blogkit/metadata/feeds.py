"""Which feeds a page's reader may want: the blog's, and those of the labels that the page has."""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING

from blogkit.blog import blog_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

    from blogkit.blog.catalogs import Collection
    from blogkit.blog.post import Post

ATOM = "atom.xml"
SHOWN = ("category", "tags", "series")


def feed_links(
    app: Sphinx, post: Post | None, pathto: Callable[[str, int], str], *, is_label: bool
) -> Iterator[str]:
    """The links of a page's head but for those that it has anyway: its own feed, or the blog's."""
    blog = blog_of(app)
    if not blog.blog_baseurl or "atom" not in blog.blog_feed_templates:
        return
    title = str(blog.blog_title)
    if is_label:
        yield _link(pathto(posixpath.join(blog.blog_path, ATOM), 1), title)
    if post and blog.blog_feed_archives:
        for label in _labels(post):
            address = pathto(posixpath.join(label.docname, ATOM), 1)
            yield _link(address, f"{title} – {label.name}")


def _labels(post: Post) -> Iterator[Collection]:
    for key in SHOWN:
        yield from (each for each in getattr(post, key) if each.members)


def _link(address: str, title: str) -> str:
    kind = 'rel="alternate" type="application/atom+xml"'
    return f'<link {kind} href="{escape(address)}" title="{escape(title)}">\n'
