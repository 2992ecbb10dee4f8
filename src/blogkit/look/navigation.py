"""The links in a blog's header: the home page's toctree, and the theme's `external_links`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from blogkit.blog.model import blog_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

Entry = tuple[str, str]  # a title, and the name of a page or a URL


def header_entries(app: Sphinx) -> tuple[Entry, ...]:
    """What the home page's toctrees name, in their order, but for posts."""
    return tuple(dict.fromkeys(_entries(app)))


def _entries(app: Sphinx) -> Iterator[Entry]:
    env, home = app.env, app.config.root_doc
    if home not in env.tocs:
        return
    for toctree in env.tocs[home].findall(addnodes.toctree):
        for title, page in toctree["entries"]:
            if "://" in page or page.startswith("mailto:"):
                yield title or page, page
            elif page in env.titles and page not in blog_of(app).all_posts:
                yield title or env.titles[page].astext(), page


def external_links(options: dict[str, Any]) -> tuple[Entry, ...]:
    """The theme's option of that name."""
    return tuple((each["name"], each["url"]) for each in options.get("external_links") or ())


def is_current(page: str, pagename: str) -> bool:
    """Whether a header's link leads to the page being shown, or to what it is a part of."""
    return page == pagename or pagename.startswith(f"{page}/page-")
