"""Social cards: a picture for each post that has none, drawn once and kept by what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import quote

from blogkit.addresses import site_address
from blogkit.blog import blog_of
from blogkit.languages.dates import authors_pattern, written_date
from blogkit.metadata.drawing import HEIGHT, VERSION, WIDTH, Drawing
from blogkit.metadata.model import Picture
from blogkit.traces import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sphinx.application import Sphinx

    from blogkit.blog import picture as blog_picture
    from blogkit.blog.post import Post
    from blogkit.languages.language import Language

FOLDER = "_cards"
ACCENT = "#0a7d91"  # pydata-sphinx-theme's, where conf.py names no other
# What Facebook, LinkedIn, X and Mastodon all show; a drawing or a newer form gives way to a card.
SHARED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
BABEL = version("babel")  # another may have other words for a date
COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A date, and how it is written. It is put into words when a card is drawn: to find them takes
    longer than to find that the card is there."""

    date: datetime
    language: Language
    pattern: str

    @property
    def words(self) -> str:
        return written_date(self.date, self.language, self.pattern)

    @property
    def parts(self) -> tuple[str, ...]:
        """From which the words follow."""
        return BABEL, self.date.isoformat(), self.language.code, self.pattern


@dataclass(frozen=True)
class Style:
    """What all cards of a blog have in common."""

    site: str
    accent: str
    pattern: str


@dataclass(frozen=True)
class Card:
    """What a card shows. *page* is the page that it is for."""

    page: str
    title: str
    site: str
    accent: str
    authors: tuple[str, ...] = ()
    day: Day | None = None
    subtitle: str = ""

    @property
    def path(self) -> str:
        """Where it lies in the site. A page's card has its page's name, whatever it shows."""
        return f"{FOLDER}/{self.page}.png"

    @cached_property
    def digest(self) -> str:
        """What it shows, and how: by this it is kept."""
        day = self.day.parts if self.day else ()
        shown = (self.title, self.site, self.accent, self.authors, day, self.subtitle)
        return digest((VERSION, shown))

    @property
    def drawing(self) -> Drawing:
        """The words in the order in which they stand on it."""
        date = self.day.words if self.day else ""
        byline = (", ".join(self.authors), date, self.subtitle)
        return Drawing(self.title, byline, self.site, self.accent)

    def picture(self, site_url: str) -> Picture:
        return Picture(f"{site_url}{quote(self.path)}", WIDTH, HEIGHT, self.title)


def card_of(app: Sphinx, post: Post | None) -> Card | None:
    """The card of a post; the blog's own for all other pages. None if conf.py wants none."""
    if not app.config.blogkit_social_cards:
        return None
    style = _style_of(app)
    return _card_of_blog(app, style) if post is None else _card_of_post(post, style)


def _style_of(app: Sphinx) -> Style:
    written = getattr(app.config, "blogkit_accent", "")
    accent = written if COLOUR.fullmatch(written) else ACCENT  # the look tells of a wrong one
    pattern = authors_pattern(app.config, "post_date_format")
    return Style(str(blog_of(app).blog_title), accent, pattern)


def _card_of_blog(app: Sphinx, style: Style) -> Card:
    subtitle = str(blog_of(app).blog_feed_subtitle or "")
    return Card(str(app.config.root_doc), style.site, "", style.accent, subtitle=subtitle)


def _card_of_post(post: Post, style: Style) -> Card:
    return Card(
        page=post.docname,
        title=str(post.title),
        site=style.site,
        accent=style.accent,
        authors=tuple(str(each.name) for each in post.author),
        day=Day(post.date, post.written_in, style.pattern) if post.date else None,
    )


def shared_picture(post: Post) -> blog_picture.Picture | None:
    """The picture that its author chose, if social networks can show it, or nobody knows."""
    chosen = post.picture
    return chosen if chosen and chosen.mime in SHARED | {""} else None


def cards_of_blog(app: Sphinx) -> Iterator[Card]:
    """Every card that a page names: none without an address, for theirs are absolute, and none
    in a preview, whose pages tell nothing of themselves.
    """
    blog, config = blog_of(app), app.config
    has_none = config.blogkit_drafts or not config.blogkit_social_cards
    if has_none or not site_address(blog.blog_baseurl or ""):
        return
    style = _style_of(app)
    yield _card_of_blog(app, style)
    for post in blog.all_posts.values():
        if post.published and not post.section and not shared_picture(post):
            yield _card_of_post(post, style)
