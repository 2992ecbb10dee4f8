"""What there is to tell of a page, of what Sphinx and the blog know of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sphinx.locale import get_translation

from blogkit.addresses import site_address
from blogkit.blog import blog_of
from blogkit.languages.speech import speech_of
from blogkit.metadata.cards import card_of, shared_picture
from blogkit.metadata.description import description_of, description_of_page
from blogkit.metadata.model import Article, Kind, Page, Person, Picture, Site
from blogkit.metadata.written import description_in
from blogkit.site import site_of

if TYPE_CHECKING:
    from datetime import datetime

    from docutils import nodes
    from sphinx.application import Sphinx

    from blogkit.blog.catalogs import Collection
    from blogkit.blog.post import Post

_ = get_translation("sphinx")  # ABlog's words are in Sphinx's catalog
LISTINGS = ("ablog/collection.html", "ablog/catalog.html")
REDIRECT = "ablog/redirect.html"
NOBODY = "Author name not set"  # Sphinx's default of `author`
ELEMENT = re.compile(r"<[^>]*>")
NO_CONTENT = frozenset({"search", "genindex", "modindex", "py-modindex"})


def is_told_of(app: Sphinx, pagename: str, templatename: str) -> bool:
    """Whether a page has anything to tell: not the one for addresses that do not exist, say."""
    missing = getattr(app.config, "notfound_pagename", "404")
    return templatename != REDIRECT and pagename not in NO_CONTENT | {missing, "404"}


def site_of_blog(app: Sphinx) -> Site:
    """The blog as a whole, by its settings."""
    blog = blog_of(app)
    subtitle = str(blog.blog_feed_subtitle or "")
    return Site(str(blog.blog_title), site_address(blog.blog_baseurl or ""), subtitle)


def post_of_page(app: Sphinx, pagename: str) -> Post | None:
    """The published post that a page is, noted as shown."""
    post = blog_of(app)[pagename]
    return post if post is not None and post.published and post.date else None


def page_of(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> Page:
    """All that there is to tell of the page that is being written."""
    site, post = site_of_blog(app), post_of_page(app, pagename)
    title = post.title if post else _title(context, is_html=doctree is not None)
    url = canonical_address(app, site, pagename, post)
    kind = _kind(app, pagename, templatename, is_post=post is not None)
    title = title or site.name
    return Page(
        site=site,
        kind=kind,
        title=title,
        url=url,
        language=post.lang if post else speech_of(app).language.tag,
        description=_description(post, context, doctree),
        picture=_picture(app, site, post) if site.url else None,
        article=_article(app, site, post, post.date) if post and post.date else None,
        trail=tuple(_trail(app, site, post, (title, url))),
        translations=tuple(_translations(app, site, post)) if post and site.url else (),
    )


def canonical_address(app: Sphinx, site: Site, pagename: str, post: Post | None) -> str:
    """Where the page is to be found: at its own address, unless its author names another."""
    if not site.url:
        return ""
    return str((post and post.canonical_link) or address_of(app, site, pagename))


def address_of(app: Sphinx, site: Site, pagename: str) -> str:
    """The public address of a page; the home page's is the blog's own."""
    if pagename == app.config.root_doc:
        return site.url
    return site.url + str(app.builder.get_target_uri(pagename))


def _title(context: dict[str, Any], *, is_html: bool) -> str:
    """The words of a page's title, which a document's is already rendered."""
    title = str(context.get("title") or "")
    return unescape(ELEMENT.sub("", title)) if is_html else title


def _kind(app: Sphinx, pagename: str, templatename: str, *, is_post: bool) -> Kind:
    if is_post:
        return Kind.POST
    if pagename == app.config.root_doc:
        return Kind.HOME
    return Kind.LISTING if templatename in LISTINGS else Kind.PLAIN


def _description(post: Post | None, context: dict[str, Any], doctree: nodes.document | None) -> str:
    """What the head says already; else the excerpt of the post, or of the page."""
    written = description_in(context.get("metatags") or "")
    if written:
        return unescape(written)
    if post:
        return description_of(post.excerpt)
    said = (context.get("meta") or {}).get("description")
    if isinstance(said, str) and said.strip():
        return said.strip()
    return description_of_page(doctree) if doctree else ""


def _picture(app: Sphinx, site: Site, post: Post | None) -> Picture | None:
    """The picture that the post's author chose, else the card; the blog's own on other pages."""
    chosen = shared_picture(post) if post else None
    if post and chosen:
        alt = chosen.alt or post.title
        return Picture(chosen.url(site.url), chosen.width, chosen.height, alt)
    card = card_of(app, post)
    return card.picture(site.url) if card else None


def _article(app: Sphinx, site: Site, post: Post, date: datetime) -> Article:
    return Article(
        published=_aware(app, date),
        modified=_aware(app, max(date, post.update or date)),
        authors=authors_of(app, site, post),
        tags=tuple(str(each.name) for each in post.tags),
        section=next((str(each.name) for each in post.category), ""),
    )


def authors_of(app: Sphinx, site: Site, post: Post) -> tuple[Person, ...]:
    """Who wrote a post; whoever the blog belongs to, if the post says nothing."""
    authors = tuple(Person(str(each.name), _home_of(app, site, each)) for each in post.author)
    written = app.config.author if app.config.author != NOBODY else ""
    return authors or (Person(str(written or app.config.project or site.name)),)


def _home_of(app: Sphinx, site: Site, author: Collection) -> str:
    """The author's own page, else that of their posts."""
    if author.href:
        return urljoin(site.url, author.href)
    return address_of(app, site, author.docname) if author.members and site.url else ""


def _aware(app: Sphinx, moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=site_of(app).settings.zone)


def _trail(
    app: Sphinx, site: Site, post: Post | None, here: tuple[str, str]
) -> list[tuple[str, str]]:
    if here[1] == site.url:
        return [here]
    return [(site.name, site.url), *_above(app, site, post), here]


def _above(app: Sphinx, site: Site, post: Post | None) -> list[tuple[str, str]]:
    """The listing that a post belongs to: its first category's, else that of all posts."""
    if post is None:
        return []
    category = next((each for each in post.category if each.members), None)
    if category:
        return [(str(category.name), address_of(app, site, category.docname))]
    return [(_("All posts"), address_of(app, site, blog_of(app).blog_path))]


def _translations(app: Sphinx, site: Site, post: Post) -> list[tuple[str, str]]:
    return [(each.lang, address_of(app, site, each.docname)) for each in post.translations]
