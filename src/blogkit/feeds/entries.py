"""What feeds show of each post, made once however many feeds it is in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from blogkit.blog.excerpts import plain_text
from blogkit.feeds.content import absolute, post_content
from blogkit.feeds.model import Author, Category, Entry
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime, tzinfo

    from ablog.blog import Collection, Post
    from sphinx.application import Sphinx

NO_AUTHOR = "Author name not set"  # Sphinx's default of `author`


@dataclass(frozen=True, eq=False)
class Entries:
    """Entries of the posts of one blog.

    *site_url* ends in a slash. *body_of* gives the HTML of a document's body as it stands on its
    page, with addresses relative to that page; without it ABlog renders the posts anew.
    """

    app: Sphinx
    blog: Any
    site_url: str
    zone: tzinfo
    body_of: Callable[[str], str] | None = None
    _headings: dict[str, Entry] = field(default_factory=dict)
    _full: dict[str, Entry] = field(default_factory=dict)

    def heading(self, post: Post) -> Entry:
        """The entry of a post without its summary and content: nothing is rendered for it."""
        if post.id not in self._headings:
            self._headings[post.id] = self._heading(post)
        return self._headings[post.id]

    def _heading(self, post: Post) -> Entry:
        section = f"#{post.section}" if post.section else ""
        return Entry(
            id=self._first_url_of(post.docname) + section,
            url=self.url_of(post.docname) + section,
            title=str(post.title),
            published=self._aware(post.date),
            updated=self._aware(post.update),
            authors=_authors(post.author, self.site_url) or self.blog_authors,
            language=post.lang,
            categories=tuple(_categories(post.tags)),
        )

    def full(self, post: Post) -> Entry:
        """The entry of a post as the settings ask for it: all of the text, an excerpt, or none."""
        heading = self.heading(post)
        if post.id not in self._full:
            summary = "\n\n".join(filter(None, (plain_text(node).strip() for node in post.excerpt)))
            self._full[post.id] = replace(heading, summary=summary, content=self._content(post))
        return self._full[post.id]

    def url_of(self, docname: str) -> str:
        """The public address of a page."""
        return self.site_url + str(self.app.builder.get_target_uri(docname))

    def _first_url_of(self, docname: str) -> str:
        """The address by which feed readers know what is on a page, whatever has become of it."""
        first = traces_of(self.app).look_up("first address", docname)
        url = self.url_of(docname)
        return self.site_url + quote(str(first).lstrip("/")) if first else url

    @cached_property
    def blog_authors(self) -> tuple[Author, ...]:
        """Who writes what names no author: RFC 4287 asks for one (4.1.2)."""
        config = self.app.config
        names = self.blog.blog_default_author or ()
        defaults = _authors((self.blog.author[name] for name in names), self.site_url)
        written = config.author if config.author != NO_AUTHOR else ""
        return defaults or (Author(str(written or config.project or self.blog.blog_title)),)

    def _content(self, post: Post) -> str:
        url, blog = self.url_of(post.docname), self.blog
        if blog.blog_feed_titles:
            return ""
        if not blog.blog_feed_fulltext:
            return absolute(self._rendered(post), url)
        if self.body_of:
            return post_content(self.body_of(post.docname), url, post.section)
        return post_content(self._rendered(post, fulltext=True), url)

    def _rendered(self, post: Post, *, fulltext: bool = False) -> str:
        """ABlog's HTML."""
        return str(post.to_html(post.docname, fulltext=fulltext, drop_h1=False))

    def _aware(self, moment: datetime) -> datetime:
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


def _authors(collections: Iterable[Collection] | None, site_url: str) -> tuple[Author, ...]:
    authors = (
        Author(str(each.name).strip(), urljoin(site_url, each.href) if each.href else "")
        for each in collections or ()
    )
    return tuple(dict.fromkeys(author for author in authors if author.name))


def _categories(tags: Iterable[Collection] | None) -> Iterable[Category]:
    """In ABlog's form (ablog/post.py:700-706): subscribers filter by it."""
    for tag in sorted(tags or (), key=lambda tag: str(tag.name)):
        term = str(tag.name).strip().replace(" ", "")
        if term:
            yield Category(term, str(tag.label))
