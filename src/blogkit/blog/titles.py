"""What the pages that list posts are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog.blog import os_path_join
from sphinx.locale import get_translation

from blogkit.languages.speech import speech_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.blog.catalogs import Collection
    from blogkit.blog.model import Blog

_ = get_translation("sphinx")


def overview_titles() -> dict[str, str]:
    """What the overviews of labels are called, by the keys of their catalogues, in ABlog's order."""
    return {
        "archive": _("Archives"),
        "tags": _("Tags"),
        "author": _("Authors"),
        "location": _("Locations"),
        "language": _("Languages"),
        "category": _("Categories"),
        "series": _("Series"),
    }


def listing_title(key: str, name: object) -> str:
    """What a listing is called whose label, of the catalogue *key*, has this name."""
    patterns = {
        "archive": _("Posted in %(name)s"),
        "tags": _("Posts tagged %(name)s"),
        "author": _("Posts by %(name)s"),
        "location": _("Posts from %(name)s"),
    }
    return patterns.get(key, _("Posts in %(name)s")) % {"name": name}


def title_of(collection: Collection) -> str:
    """What a label's listing is called; that of a language in this language."""
    key = collection.key.partition("/")[0]
    speech = speech_of(collection.blog.app)
    with speech.turned_to(collection.language or speech.own):
        return listing_title(key, collection)


def numbered_title(collection: Collection, title: str, number: int) -> str:
    """The title of a listing's further page; of a language's posts in this language."""
    speech = speech_of(collection.blog.app)
    with speech.turned_to(collection.language or speech.own):
        return _("%(title)s, page %(number)s") % {"title": title, "number": number}


def references(blog: Blog) -> Iterable[tuple[str, tuple[str, str]]]:
    """What `{ref}` may name, with its page and its title: only pages that are made."""
    for key, title in overview_titles().items():
        catalog: Any = getattr(blog, key)
        if catalog.listed:
            yield OVERVIEWS[key], (catalog.docname, title)
    yield "blog-posts", (blog.blog_path, _("Posts"))
    if blog.app.config.blogkit_drafts:
        yield "blog-drafts", (blog.drafts.docname, _("Drafts"))
    if blog.blog_baseurl:
        feed = os_path_join(blog.blog_path, "atom.xml")
        yield "blog-feed", (feed, _("%(title)s Feed") % {"title": blog.blog_title})
    for catalog in (blog.archive, *blog.catalogs.values()):
        for each in catalog.listed.values():
            yield each.xref, (each.docname, each.name)


# ABlog's names for the overviews (ablog/blog.py: register_post_labels).
OVERVIEWS = {
    "archive": "blog-archives",
    "tags": "blog-tags",
    "author": "blog-authors",
    "location": "blog-locations",
    "language": "blog-languages",
    "category": "blog-categories",
    "series": "blog-series",
}
