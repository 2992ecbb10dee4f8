"""Pelican with the settings of `pelican-quickstart` and its feeds on, without and with its cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.generators.base import ADDRESS, AUTHOR, TITLE, PythonGenerator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.corpus import Post

SETTINGS = f"""\
AUTHOR = "{AUTHOR}"
SITENAME = "{TITLE}"
SITEURL = "{ADDRESS.rstrip("/")}"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{{slug}}.atom.xml"
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 10
"""
CACHE = """\
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
"""


class Pelican(PythonGenerator):
    """Its default: every post is read and every page written on each build."""

    name = "pelican"
    label = "Pelican"
    output = "output"
    made = ("output", "cache")
    sources = "content"
    page = "{name}.html"
    listings = ("tag/{slug}.html", "tag/{slug}[0-9]*.html")
    requirements = "pelican.txt"
    shown = ("pelican", "Markdown")
    settings = SETTINGS

    def write_settings(self) -> None:
        (self.folder / "pelicanconf.py").write_text(self.settings)

    def text(self, post: Post) -> str:
        return f"""Title: {post.title}
Date: {post.day:%Y-%m-%d}
Slug: {post.name}
Category: {post.category}
Tags: {", ".join(post.tags)}

{post.body}"""

    def command(self) -> Sequence[str]:
        return [str(self.bin / "pelican"), "content"]


class PelicanCached(Pelican):
    """With its cache of read posts, which a newcomer has to switch on."""

    name = "pelican-cached"
    label = "Pelican, cache on"
    settings = SETTINGS + CACHE
