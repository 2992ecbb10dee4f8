"""What pages in this look ask of the whole blog, answered so that few are written again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

from blogkit.blog.model import blog_of
from blogkit.languages.speech import speech_of
from blogkit.look.navigation import header_entries
from blogkit.look.related import Relations
from blogkit.look.theme import theme_of
from blogkit.posts import is_draft as says_yes
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from blogkit.blog.post import Post

FEATURED = 3  # more would hide the latest


def answer_questions(app: Sphinx) -> None:
    """Say who knows a blog's header, its featured posts, and what is related to a post."""
    traces, application = traces_of(app), ref(app)

    def this_app() -> Sphinx:
        found = application()
        if found is None:
            raise ReferenceError("the application is gone")
        return found

    traces.answer_by("header", lambda: _header(this_app()))
    traces.answer_by("featured", lambda: _featured(this_app()))
    traces.answer_by(
        "related", lambda post_id: _relations(this_app()).related(post_id), rests_on="arrangement"
    )


def featured_posts(app: Sphinx) -> list[Post]:
    """The newest posts whose front matter says `featured: true`."""
    traces_of(app).note("featured")
    return _posts(app, _featured(app))


def related_posts(app: Sphinx, post: Post) -> list[Post]:
    """The posts that a reader of this one may like."""
    traces_of(app).note("related", post.id)
    return _posts(app, _relations(app).related(post.id))


def _header(app: Sphinx) -> tuple[object, ...]:
    """In the blog's language, whatever the page speaks that asks."""
    speech = speech_of(app)
    with speech.turned_to(speech.own):
        return header_entries(app), theme_of(app).logo_widths


def _posts(app: Sphinx, ids: tuple[str, ...]) -> list[Post]:
    blog = blog_of(app)
    return [blog.shown(blog.all_posts[each]) for each in ids]


def _featured(app: Sphinx) -> tuple[str, ...]:
    metadata = app.env.metadata
    posts = blog_of(app).posts.members
    return tuple(
        each.id for each in posts if says_yes(metadata[each.docname].get("featured", False))
    )[:FEATURED]


def _relations(app: Sphinx) -> Relations:
    known = _known.get(app)
    if known is None or known.blog is not blog_of(app):
        known = _known[app] = Relations(blog_of(app))
    return known


_known: WeakKeyDictionary[Sphinx, Relations] = WeakKeyDictionary()
