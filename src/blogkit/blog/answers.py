"""The answers to what pages asked of the blog: a page whose answers are the same stays as it is."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from weakref import ref

from blogkit.blog.model import blog_of
from blogkit.posts import ALL_LABELS
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from blogkit.blog.model import Blog


def _ids(blog: Blog, key: str, start: int, stop: int) -> tuple[str, ...]:
    collection = blog.collections.get(key)
    return () if collection is None else tuple(post.id for post in collection.members[start:stop])


def _count(blog: Blog, key: str) -> int:
    collection = blog.collections.get(key)
    return 0 if collection is None else len(collection.members)


def _catalog(blog: Blog, key: str) -> list[tuple[Any, ...]]:
    listed = getattr(blog, key).listed.values()
    return [(each.label, each.name, each.docname, len(each.members)) for each in listed]


def _is_any(blog: Blog, key: str) -> bool:
    return _count(blog, key) > 0 if "/" in key else bool(_catalog(blog, key))


def _label(blog: Blog, key: str, label: str | int) -> tuple[Any, ...]:
    collection = getattr(blog, key).of(label)
    return (collection.name, collection.docname, collection.href)


def _text(blog: Blog, post_id: str) -> str:
    """Of what Sphinx keeps of a document that was read; it is not written again without reason."""
    post = blog.all_posts.get(post_id)
    if post is None:
        return ""
    stored = blog.app.doctreedir / f"{post.docname}.doctree"
    return sha256(stored.read_bytes()).hexdigest() if stored.is_file() else ""


def _posts(blog: Blog) -> list[tuple[Any, ...]]:
    """What is known of all posts but their texts."""
    return [(post.id, post.draft, post.digest) for post in blog.all_posts.values()]


def _arrangement(blog: Blog) -> list[tuple[Any, ...]]:
    """Which posts there are, in their order, of which dates, and with which labels."""
    return [
        (
            *(post.id, post.draft, post.date),
            *([each.label for each in getattr(post, key)] for key in ALL_LABELS),
        )
        for post in blog.all_posts.values()
    ]


ANSWERS: dict[str, Any] = {
    "posts": _posts,
    "arrangement": _arrangement,
    "any": _is_any,
    "catalog": _catalog,
    "count": _count,
    "excerpt": lambda blog, post_id: (
        blog.all_posts[post_id].options["excerpt"].digest if post_id in blog.all_posts else ""
    ),
    "first": lambda blog, key, count: _ids(blog, key, 0, count),
    "is in": lambda blog, key, post_id: post_id in _ids(blog, key, 0, _count(blog, key)),
    "is post": lambda blog, post_id: post_id in blog.all_posts,
    "label": _label,
    "listing": lambda blog, page: blog.page_titles.get(page),
    "neighbour": lambda blog, post_id, steps: blog.neighbour_id(post_id, steps),
    "pages": lambda blog, key, size: -(-_count(blog, key) // size),
    "post": lambda blog, post_id: (
        blog.all_posts[post_id].facts() if post_id in blog.all_posts else None
    ),
    "recent": lambda blog, *which: blog.choose(*which),
    "reference": lambda blog, name: blog.references.get(name),
    "slice": _ids,
    "text": _text,
    "translations": lambda blog, post_id: (
        blog.translated.ids(blog.all_posts[post_id]) if post_id in blog.all_posts else ()
    ),
}


# What answers follow from, besides conf.py: a change of that writes every page again.
GROUNDS: dict[str, str] = {
    "arrangement": "posts",
    **dict.fromkeys(("post", "translations"), "posts"),
    **dict.fromkeys(("any", "catalog", "count", "first", "is in", "is post"), "arrangement"),
    **dict.fromkeys(("label", "listing", "neighbour", "pages"), "arrangement"),
    **dict.fromkeys(("recent", "reference", "slice"), "arrangement"),
}
OF_DOCUMENTS = frozenset(("excerpt", "text"))


def answer_questions(app: Sphinx) -> None:
    """Let the blog answer what is asked of it, in this build and the next."""
    traces, application = traces_of(app), ref(app)

    def answerer(answer: Any) -> Any:
        def of_this_blog(*question: Any) -> object:
            app = application()
            return answer(blog_of(app), *question) if app else None

        return of_this_blog

    for kind, answer in ANSWERS.items():
        traces.answer_by(
            kind,
            answerer(answer),
            rests_on=GROUNDS.get(kind, ""),
            of_documents=kind in OF_DOCUMENTS,
        )
