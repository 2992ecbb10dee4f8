"""Social cards: a picture for each post that has none, drawn once and kept by what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
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

    from sphinx.application import Sphinx

    from blogkit.blog import picture as blog_picture
    from blogkit.blog.post import Post

FOLDER = "_cards"
ACCENT = "#0a7d91"  # pydata-sphinx-theme's, where conf.py names no other
# What Facebook, LinkedIn, X and Mastodon all show; a drawing or a newer form gives way to a card.
SHARED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True)
class Card:
    """What a card shows. *page* is the page that it is for, *date* is in words, or empty."""

    page: str
    title: str
    site: str
    accent: str
    authors: tuple[str, ...] = ()
    date: str = ""
    subtitle: str = ""

    @property
    def path(self) -> str:
        """Where it lies in the site. A page's card has its page's name, whatever it shows."""
        return f"{FOLDER}/{self.page}.png"

    @cached_property
    def digest(self) -> str:
        """What it shows, and how: by this it is kept."""
        shown = (self.title, self.site, self.accent, self.authors, self.date, self.subtitle)
        return digest((VERSION, shown))

    @property
    def drawing(self) -> Drawing:
        """The words in the order in which they stand on it."""
        byline = (", ".join(self.authors), self.date, self.subtitle)
        return Drawing(self.title, byline, self.site, self.accent)

    def picture(self, site_url: str) -> Picture:
        return Picture(f"{site_url}{quote(self.path)}", WIDTH, HEIGHT, self.title)


def card_of(app: Sphinx, post: Post | None) -> Card | None:
    """The card of a post; the blog's own for all other pages. None if conf.py wants none."""
    if not app.config.blogkit_social_cards:
        return None
    blog = blog_of(app)
    written = getattr(app.config, "blogkit_accent", "")
    accent = written if COLOUR.fullmatch(written) else ACCENT  # the look tells of a wrong one
    site = str(blog.blog_title)
    if post is None:
        subtitle = str(blog.blog_feed_subtitle or "")
        return Card(str(app.config.root_doc), site, "", accent, subtitle=subtitle)
    return Card(
        page=post.docname,
        title=str(post.title),
        site=site,
        accent=accent,
        authors=tuple(str(each.name) for each in post.author),
        date=_date(app, post),
    )


def _date(app: Sphinx, post: Post) -> str:
    pattern = authors_pattern(app.config, "post_date_format")
    return written_date(post.date, post.written_in, pattern) if post.date else ""


def shared_picture(post: Post) -> blog_picture.Picture | None:
    """The picture that its author chose, if social networks can show it, or nobody knows."""
    chosen = post.picture
    return chosen if chosen and chosen.mime in SHARED | {""} else None


def cards_of_blog(app: Sphinx) -> Iterator[Card]:
    """Every card that a page names: none without an address, for theirs are absolute, and none
    in a preview, whose pages tell nothing of themselves.
    """
    blog = blog_of(app)
    if not site_address(blog.blog_baseurl or "") or app.config.blogkit_drafts:
        return
    posts = (each for each in blog.all_posts.values() if each.published and not each.section)
    for post in (None, *(each for each in posts if not shared_picture(each))):
        card = card_of(app, post)
        if card:
            yield card
