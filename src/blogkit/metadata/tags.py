"""What a page tells in its head: description, OpenGraph (https://ogp.me) and Twitter's tags.

Twitter takes OpenGraph's for those of its own that are missing; other readers of them do not
(https://developer.x.com/en/docs/x-for-websites/cards/overview/markup). Repeated words cost next to
nothing in a page that is compressed.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from blogkit.metadata.languages import facebook_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from blogkit.metadata.model import Article, Page, Picture

Tag = tuple[str, str]
# OpenGraph's own are properties, all others names.
PROPERTIES = ("og:", "article:")
PICTURE, CARD, TWITTER = "og:image", "twitter:card", "twitter:"
REPEATED = ("title", "description", "image", "image:alt")  # in Twitter's words as in OpenGraph's


def head_tags(page: Page, written: Set[str]) -> str:
    """The tags of a page but for those that are *written* already, by their names in lower case.

    A picture of somebody else's keeps its own size and words. What somebody else says in
    OpenGraph's words is not said otherwise in Twitter's, which Twitter would believe.
    """
    has_picture = PICTURE in written
    own = [
        (name, content)
        for name, content in _tags(page)
        if content and name not in written and not (has_picture and name.startswith(PICTURE))
    ]
    repeated = [tag for tag in _repeated(own) if tag[0] not in written]
    alternates = "" if "hreflang" in written else "".join(_alternates(page))
    return "".join(_element(*tag) for tag in (*own, *repeated)) + alternates


def _tags(page: Page) -> Iterator[Tag]:
    yield "description", page.description
    yield "og:type", "article" if page.article else "website"
    yield "og:title", page.title
    yield "og:description", page.description
    yield "og:url", page.url
    yield "og:site_name", page.site.name
    yield "og:locale", facebook_locale(page.language)
    if page.article:
        yield from _of_article(page.article)
    if page.picture:
        yield from _of_picture(page.picture)
    yield CARD, "summary_large_image" if page.picture else "summary"


def _of_article(article: Article) -> Iterator[Tag]:
    yield "article:published_time", article.published.isoformat()
    if article.modified != article.published:
        yield "article:modified_time", article.modified.isoformat()
    for author in article.authors:
        yield "article:author", author.url  # a profile, and no name
    yield "article:section", article.section
    for tag in article.tags:
        yield "article:tag", tag


def _of_picture(picture: Picture) -> Iterator[Tag]:
    yield PICTURE, picture.url
    yield "og:image:width", str(picture.width or "")
    yield "og:image:height", str(picture.height or "")
    yield "og:image:alt", picture.alt


def _repeated(own: Iterable[Tag]) -> Iterator[Tag]:
    contents = dict(own)
    for name in REPEATED:
        if f"og:{name}" in contents:
            yield f"{TWITTER}{name}", contents[f"og:{name}"]


def _element(name: str, content: str) -> str:
    attribute = "property" if name.startswith(PROPERTIES) else "name"
    return f'<meta {attribute}="{name}" content="{escape(content)}">\n'


def _alternates(page: Page) -> Iterator[str]:
    """The same post in other languages (https://developers.google.com/search/docs/specialty/international/localized-versions)."""
    for language, url in page.translations:
        yield f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(url)}">\n'
