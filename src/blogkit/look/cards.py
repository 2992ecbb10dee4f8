"""Postlists with excerpts are cards: picture, title, date and excerpt of each post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ablog
from ablog.post import PostList
from docutils import nodes

from blogkit.blog.model import blog_of
from blogkit.blog.postlist import chosen_posts
from blogkit.look.answers import featured_posts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from blogkit.blog.post import Post

TEMPLATE = "blogkit/cards.html"


def show_postlists_as_cards(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put cards in the place of each `postlist` with `:excerpts:`."""
    for node in list(doctree.findall(PostList)):
        if node["excerpts"]:
            cards = _cards(app, _posts(app, node, docname), docname)
            node.replace_self(nodes.raw("", cards, format="html"))


def _posts(app: Sphinx, node: PostList, docname: str) -> list[Post]:
    """What the author asks for; on the home page those first that are featured."""
    posts = chosen_posts(app, node, docname)
    if docname != app.config.root_doc:
        return posts
    first = featured_posts(app)
    others = [post for post in posts if post not in first]
    return [*first, *others][: max(len(posts), len(first))]


def _cards(app: Sphinx, posts: list[Post], docname: str) -> str:
    builder: Any = app.builder
    context = {
        "ablog": blog_of(app),
        "anchor": ablog.anchor,
        "featured": featured_posts(app) if docname == app.config.root_doc else (),
        "pagename": docname,
        "pathto": lambda page: builder.get_relative_uri(docname, page),
        "posts": posts,
        "root_doc": app.config.root_doc,
    }
    html: str = builder.templates.render(TEMPLATE, context)
    return html
