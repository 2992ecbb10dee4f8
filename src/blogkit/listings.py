"""The pages that list posts: paginated, each renderable without the others.

Stands in for ABlog's `generate_archive_pages` (ablog/post.py:552), which lists every post there
is on one page, and again on each overview of labels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import ablog
import ablog.post
from sphinx.locale import get_translation
from sphinx.util import logging

from blogkit.blog.catalogs import Catalog, Collection, Slice
from blogkit.blog.model import blog_of
from blogkit.blog.prerendering import render_excerpts
from blogkit.blog.titles import listing_title, numbered_title, overview_titles, title_of
from blogkit.links import is_free_page, knows_pages, page_of
from blogkit.listeners import stand_in
from blogkit.posts import redirect_page
from blogkit.settings import page_size
from blogkit.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.blog.model import Blog
    from blogkit.blog.post import Post

logger = logging.getLogger(__name__)
_ = get_translation("sphinx")

COLLECTION, CATALOG = "ablog/collection.html", "ablog/catalog.html"
REDIRECT = "ablog/redirect.html"
LONGEST_DESCRIPTION = 155  # characters; search engines show no more


@dataclass(frozen=True)
class ListingPage:
    """A page without a source: its name, what its template is given, and the template."""

    name: str
    context: dict[str, Any] = field(repr=False)
    template: str

    @property
    def shows(self) -> tuple[object, ...]:
        """What it says besides what its template asks the blog: its title, and such words."""
        plain = (str, int, type(None))
        words = [(key, each) for key, each in self.context.items() if isinstance(each, plain)]
        return self.template, sorted(words, key=str)


@dataclass(frozen=True)
class Pagination:
    """Where a page stands among those of its listing; *newer* and *older* are names of pages."""

    number: int
    collection: Collection
    size: int
    first: str

    @property
    def count(self) -> int:
        """How many pages there are."""
        self.collection.blog.note("pages", self.collection.key, self.size)
        return count_pages(len(self.collection.members), self.size)

    @property
    def total(self) -> int:
        """How many posts there are on all pages."""
        return len(self.collection)

    @property
    def newer(self) -> str:
        return page_of(self.first, self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        return page_of(self.first, self.number + 1) if self.number < self.count else ""


def count_pages(posts: int, size: int) -> int:
    """How many pages a listing of so many posts has; one, if it has none."""
    return max(1, ceil(posts / size))


def listing_pages(app: Sphinx) -> list[ListingPage]:
    """Every page that lists posts, or leads on from a post's former address."""
    blog, size = blog_of(app), _page_size(app)
    pages = [*_redirects(app, blog)]
    for key, title in {**overview_titles(), "archive": _("All posts")}.items():
        catalog = getattr(blog, key)
        if catalog.listed:
            pages += _catalog_pages(blog, title, catalog, size)
    own = _collection_pages(
        blog.posts,
        {
            "title": _("All Posts"),
            "header": _("All"),
            "atom_feed": bool(blog.blog_baseurl),
            "feed_path": blog.blog_path,
            "feed_title": str(blog.blog_title),
        },
        size,
    )
    if app.config.blogkit_drafts:
        pages += _collection_pages(blog.drafts, {"title": _("Drafts")}, size)
    taken = app.env.found_docs
    others = [page for page in pages if page.name not in taken and not page.name.endswith("/")]
    return [*others, *own]  # a document may hold this one's place, for toctrees; ABlog's wins too


def _catalog_pages(
    blog: Blog, title: str, catalog: Catalog, size: int | None
) -> Iterator[ListingPage]:
    """The overview of a kind of label, and the posts of each."""
    header = listing_title(catalog.name, "").strip(" :")  # ABlog puts the label's name behind it
    about = {"parents": [], "title": title, "header": header, "catalog": catalog, "summary": True}
    yield ListingPage(catalog.docname, about, CATALOG)
    has_feeds = blog.blog_feed_archives
    for collection in catalog.listed.values():
        named = title_of(collection)
        context = {
            "title": named,
            "header": header,
            "feed_path": collection.path if has_feeds else blog.blog_path,
            "archive_feed": bool(blog.blog_baseurl) and has_feeds,
            "feed_title": named if has_feeds else str(blog.blog_title),
        }
        yield from _collection_pages(collection, context, size)


def _collection_pages(
    collection: Collection, context: dict[str, Any], size: int | None
) -> Iterator[ListingPage]:
    """A listing's pages. Page 1 has ABlog's address."""
    everything = {"parents": [], "summary": True, **context}
    if size is None:
        yield ListingPage(collection.docname, {**everything, "collection": collection}, COLLECTION)
        return
    for number in range(1, count_pages(len(collection.members), size) + 1):
        name = page_of(collection.docname, number)
        about = {
            "collection": Slice(collection, name, (number - 1) * size, number * size),
            "pagination": Pagination(number, collection, size, collection.docname),
        }
        if number > 1:
            about["title"] = numbered_title(collection, context["title"], number)
        yield ListingPage(name, {**everything, **about}, COLLECTION)


def _page_size(app: Sphinx) -> int | None:
    """How many posts a page lists; all of them in an author's or a theme's own template that
    shows no way to further pages.
    """
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment is None:
        return None
    own = Path(environment.get_template(COLLECTION).filename)
    size: int = app.config.blogkit_posts_per_page
    return size if knows_pages(own) else None


def _redirects(app: Sphinx, blog: Blog) -> Iterator[ListingPage]:
    """ABlog would write a redirect's page over any other, and outside of the site (post.py:565)."""
    site, made = site_of(app), set()
    for post in blog.posts.members:
        for written in post.redirect:
            page = redirect_page(written)
            if not is_free_page(page, site):
                _tell(app, post, written)
            elif page not in made:
                made.add(page)
                about = {"redirect": post.docname, "post": post}
                yield ListingPage(page, about, REDIRECT)


def _tell(app: Sphinx, post: Post, redirect: str) -> None:
    """Once in a build; for Markdown the checks have said it, with line and column."""
    told = _told.setdefault(app, set())
    document = site_of(app).documents.get(post.docname)
    if (document is None or not document.is_markdown) and (post.id, redirect) not in told:
        told.add((post.id, redirect))
        message = "'redirect: %s' cannot be the address of a page: there is one already"
        place = post.docname
        logger.error(message, redirect, location=place, type="blogkit", subtype="bad-front-matter")


_told: WeakKeyDictionary[Sphinx, set[tuple[str, str]]] = WeakKeyDictionary()


def on_config_inited(app: Sphinx, config: Config) -> None:
    page_size(config.blogkit_posts_per_page)


def on_builder_inited(app: Sphinx) -> None:
    _told.pop(app, None)


def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """For a builder that does not collect listings; ours renders each on its own, after this."""
    stale, posts = getattr(app.builder, "stale_listings", 0), len(blog_of(app).posts.members)
    if stale * (_page_size(app) or posts) > posts:
        render_excerpts(app)
    if getattr(app.builder, "collects_listings", False) or not ablog.builder_support(app):
        return
    for page in listing_pages(app):
        yield page.name, page.context, page.template


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Say in a listing's head what is on it, and which pages come before and after."""
    if templatename == REDIRECT:
        blog_of(app).shown(context["post"])
    if templatename not in (COLLECTION, CATALOG):
        return
    context["metatags"] = context.get("metatags", "") + "".join(_head(context))


def _head(context: dict[str, Any]) -> Iterator[str]:
    listed: Iterable[Any] = context.get("catalog") or context.get("collection") or ()
    names = "; ".join(str(each.title) for each in listed)
    description = f"{context['title']}: {names}" if names else str(context["title"])
    if len(description) > LONGEST_DESCRIPTION:
        description = description[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
    yield f'<meta name="description" content="{escape(description)}">\n'
    pagination: Pagination | None = context.get("pagination")
    if pagination and pagination.newer:
        yield f'<link rel="prev" href="{escape(context["pathto"](pagination.newer))}">\n'
    if pagination and pagination.older:
        yield f'<link rel="next" href="{escape(context["pathto"](pagination.older))}">\n'


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("blogkit.blog")  # whose model these pages show
    app.add_config_value("blogkit_posts_per_page", default=20, rebuild="html", types=(int,))
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    stand_in(app, "html-collect-pages", ablog.post.generate_archive_pages, on_html_collect_pages)
    app.connect("blogkit-collect-listings", listing_pages)
    app.connect("html-page-context", on_html_page_context)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
