"""Feeds: Atom for the blog and for each label, and one JSON Feed, in place of ABlog's.

They are at ABlog's addresses and follow its settings. What ABlog does otherwise: a second author
is not named, an entry may have none, `updated` is the time of the build, links and pictures are
relative or lead into the reader's own page, and all feeds have one id (ablog/post.py:620-735).
"""

from __future__ import annotations

from functools import partial
from html import escape
from types import NoneType
from typing import TYPE_CHECKING, Any

from ablog import builder_support
from ablog.post import generate_atom_feeds

from blogkit.addresses import site_address
from blogkit.blog import blog_of
from blogkit.bodies import body_of
from blogkit.collecting import write_uncollected
from blogkit.feeds.entries import Entries
from blogkit.feeds.files import JSON_FEED, MAIN_FEED, FeedFile, feed_files
from blogkit.listeners import stand_in
from blogkit.site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["FeedFile", "feeds_of"]

AFTER_ABLOG = 600
FULL_TEXT, POSTS_IN_A_FEED = True, 20


def feeds_of(app: Sphinx) -> list[FeedFile]:
    """The feeds of the blog; none without `blog_baseurl`, for their addresses are absolute.

    Whatever is rendered is rendered once in a process, when the first feed asks for it.
    """
    blog = blog_of(app)
    site_url = site_address(blog.blog_baseurl or "")
    if not site_url or not builder_support(app):
        return []
    body = partial(body_of, app) if getattr(app.builder, "keeps_bodies", False) else None
    return list(feed_files(Entries(app, blog, site_url, site_of(app).settings.zone, body)))


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """The page's head names the feeds that there are; ABlog's page.html links `feed_path`."""
    if not builder_support(app):
        return
    blog = context["ablog"]
    site_url = site_address(blog.blog_baseurl or "")
    if not site_url or MAIN_FEED not in blog.blog_feed_templates:
        context.pop("feed_path", None)
    if site_url:
        address = context["pathto"](f"{blog.blog_path.strip('/')}/{JSON_FEED}", 1)
        context["metatags"] = context.get("metatags", "") + (
            '<link rel="alternate" type="application/feed+json"'
            f' href="{escape(address)}" title="{escape(str(blog.blog_title))}">\n'
        )


def _change_default(app: Sphinx, name: str, default: Any, types: tuple[type, ...]) -> None:
    """Another default for a setting of ABlog's; what conf.py says, ABlog's default too, counts."""
    del app.config.values[name]
    app.add_config_value(name, default=default, rebuild="", types=types)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("blogkit.blog")  # whose posts these feeds show
    _change_default(app, "blog_feed_fulltext", FULL_TEXT, (bool, NoneType))
    _change_default(app, "blog_feed_length", POSTS_IN_A_FEED, (int, NoneType))
    stand_in(app, "html-collect-pages", generate_atom_feeds, partial(write_uncollected, feeds_of))
    app.connect("blogkit-collect-files", feeds_of)
    app.connect("html-page-context", on_html_page_context, priority=AFTER_ABLOG)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
