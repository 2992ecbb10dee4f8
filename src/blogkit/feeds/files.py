"""The feeds of a blog: which there are, whose posts each shows, and where it is written."""

from __future__ import annotations

import posixpath
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blogkit.blog.titles import title_of
from blogkit.feeds.atom import atom_bytes
from blogkit.feeds.json_feed import json_feed_bytes
from blogkit.feeds.model import Feed
from blogkit.feeds.templates import EntryTemplates
from blogkit.languages.written import blogs_language
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from blogkit.blog.catalogs import Collection
    from blogkit.blog.post import Post
    from blogkit.feeds.entries import Entries
    from blogkit.feeds.model import Entry

JSON_FEED = "feed.json"
MAIN_FEED = "atom"  # what the pages' heads link to


@dataclass(frozen=True, eq=False)
class FeedFile:
    """A feed yet to be rendered, which can be done in any process and order.

    *path* is relative to the output folder; *feed* has no entries yet, *posts* will be these.
    """

    path: str
    feed: Feed
    posts: tuple[Post, ...]
    entries: Entries
    templates: EntryTemplates
    write: Callable[[Feed], bytes] = atom_bytes

    def render(self) -> bytes:
        """The file's bytes."""
        entries = tuple(map(self._entry, self.posts))
        return self.write(replace(self.feed, entries=entries))

    @property
    def name(self) -> str:
        """By which the builder knows it."""
        return self.path

    @property
    def shows(self) -> tuple[object, ...]:
        """What it is made of, cheap to find; equal for feeds of equal bytes.

        Templates may show anything: with them the feed is rendered each time.
        """
        blog, app = self.entries.blog, self.entries.app
        asked_for = (blog.blog_feed_titles, blog.blog_feed_fulltext)
        headings = tuple(map(self.entries.heading, self.posts))
        answer = traces_of(app).answer
        texts = [
            (answer(("body", each.docname)), answer(("excerpt", each.id))) for each in self.posts
        ]
        surely_new = time.time_ns() if self.templates.texts else 0
        return self.feed, asked_for, headings, tuple(texts), surely_new

    def _entry(self, post: Post) -> Entry:
        entry = self.entries.full(post)
        if not self.templates.texts:
            return entry
        blog = self.entries.blog
        variables = {
            "app": self.entries.app,
            "base_url": self.entries.site_url,
            "blog": blog,
            "feed_fulltext": blog.blog_feed_fulltext,
            "feed_length": blog.blog_feed_length,
            "feed_title": self.feed.title,
            "feed_url": self.feed.own_url,
            "pagename": posixpath.dirname(self.path),
            "post": post,
            "post_url": entry.url,
        }
        return self.templates.fill(entry, variables)


def feed_files(entries: Entries) -> Iterator[FeedFile]:
    """Every feed of the blog, each path once."""
    blog = entries.blog
    title = str(blog.blog_title)
    yield from _of_collection(entries, blog.posts, title, is_main=True)
    if not blog.blog_feed_archives:
        return
    for catalog in (blog.archive, *blog.catalogs.values()):
        for collection in catalog:
            if len(collection) and not collection.docname.endswith("/"):
                named = f"{title} - {title_of(collection)}"
                yield from _of_collection(entries, collection, named)


def _of_collection(
    entries: Entries, collection: Collection, title: str, *, is_main: bool = False
) -> Iterator[FeedFile]:
    posts = _newest(collection, entries.blog.blog_feed_length)
    folder = collection.docname.strip("/")
    for name, texts in entries.blog.blog_feed_templates.items():
        path = posixpath.join(folder, f"{name}.xml")
        feed = _feed(entries, collection, path, title)
        if is_main and name == MAIN_FEED:
            feed = replace(feed, id=_main_id(entries), home_url=entries.site_url)
        yield FeedFile(path, feed, posts, entries, EntryTemplates(name, texts))
    if is_main:
        path = posixpath.join(folder, JSON_FEED)
        feed = replace(_feed(entries, collection, path, title), home_url=entries.site_url)
        yield FeedFile(path, feed, posts, entries, EntryTemplates(JSON_FEED), json_feed_bytes)


def _feed(entries: Entries, collection: Collection, path: str, title: str) -> Feed:
    """The feed without its entries; its own address is its id, which RFC 4287 wants unique."""
    own_url = entries.site_url + path
    return Feed(
        id=own_url,
        title=title,
        home_url=entries.url_of(collection.docname.strip("/")),
        own_url=own_url,
        language=(collection.language or blogs_language(entries.app)).tag,
        subtitle=str(entries.blog.blog_feed_subtitle or ""),
        authors=entries.blog_authors,
    )


def _main_id(entries: Entries) -> str:
    """What ABlog gives to all feeds: subscribers of the main one know it by this."""
    written = str(entries.blog.blog_baseurl)
    return written if "://" in written else entries.site_url


def _newest(collection: Collection, count: int | None) -> tuple[Post, ...]:
    """The first posts of a collection, which are its newest; all for no count."""
    members: tuple[Post, ...] = tuple(collection.members)
    return members[:count] if isinstance(count, int) and count > 0 else members
