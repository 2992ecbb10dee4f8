"""What sphinx-sitemap hears of each page: when it last changed, and which pages are nobody's.

The map is sphinx-sitemap's, and so are its settings; a blog that has not loaded it and says where
it is on the web gets one. Dates are those that authors write: a file's time says when it was
checked out, and the build's says nothing.
"""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING, Any

from sphinx_sitemap import add_html_link

from blogkit.addresses import site_address
from blogkit.blog import blog_of
from blogkit.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from blogkit.blog.post import Post

EXTENSION = "sphinx_sitemap"
SETTINGS = {"site_url", "sitemap_url_scheme", "sitemap_filename", "sitemap_excludes"}


def load(app: Sphinx, config: Config) -> None:
    """Bring the extension in where it can draw a map and nothing else draws one.

    Another that has its settings is a copy of it; with both Sphinx would not start.
    """
    site_url = site_address(config.blog_baseurl or "")
    if not site_url or any(each in config for each in SETTINGS):
        return
    app.setup_extension(EXTENSION)
    config.sitemap_url_scheme = "{link}"
    config.site_url = site_url


def be_heard(app: Sphinx) -> None:
    """From now on this module says what goes into the map, if there is one."""
    for listener in list(app.events.listeners["html-page-context"]):
        if listener.handler is add_html_link:
            app.disconnect(listener.id)


def tell(app: Sphinx, pagename: str, changed: datetime | None) -> None:
    """Put a page into the map that is being made."""
    links: Any = getattr(app, "sitemap_links", None) if EXTENSION in app.extensions else None
    link = str(app.builder.get_target_uri(pagename)) if pagename != app.config.root_doc else ""
    if links is not None and not _is_left_out(app, link):
        links.put((link, _written(app, changed)))


def _is_left_out(app: Sphinx, link: str) -> bool:
    return any(fnmatch.fnmatch(link, each) for each in app.config.sitemap_excludes)


def last_change(app: Sphinx, post: Post | None, context: dict[str, Any]) -> datetime | None:
    """When a page last changed: a post by its own dates, a listing by those of its posts, the home page by the newest."""
    if post:
        return _changed(post)
    if context.get("catalog") is not None or context["pagename"] == app.config.root_doc:
        return _latest(blog_of(app).recent(1))
    listed: Iterable[Post] = context.get("collection") or ()
    return _latest(listed)


def _latest(posts: Iterable[Post]) -> datetime | None:
    return max((each for each in map(_changed, posts) if each), default=None)


def _changed(post: Post) -> datetime | None:
    return max((each for each in (post.date, post.update) if each), default=None)


def _written(app: Sphinx, moment: datetime | None) -> str | None:
    """As W3C has it (https://www.w3.org/TR/NOTE-datetime): a day if no time was written."""
    if moment is None:
        return None
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=site_of(app).settings.zone)
    return aware.isoformat(timespec="seconds")
