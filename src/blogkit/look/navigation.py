"""The links in a blog's header: its listings, the home page's toctree, `external_links`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.locale import get_translation

from blogkit.blog.model import blog_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_ = get_translation("sphinx")

Entry = tuple[str, str]  # a title, and the name of a page or a URL


def header_entries(app: Sphinx) -> tuple[Entry, ...]:
    """What the home page's toctrees name, in their order, but for posts.

    Before that come the listings that every blog has; an author whose toctree names one of them
    has chosen, and gets no others.
    """
    named = tuple(dict.fromkeys(_named_entries(app)))
    listings = tuple(_listings(app))
    pages = {page for _title, page in listings}
    return named if any(page in pages for _title, page in named) else (*listings, *named)


def _listings(app: Sphinx) -> Iterator[Entry]:
    """Those that there are: a blog may have no tags yet."""
    blog = blog_of(app)
    yield _("Posts"), blog.blog_path
    if blog.tags.listed:
        yield _("Tags"), blog.tags.docname
    if blog.archive.listed:
        yield _("Archive"), blog.archive.docname


def _named_entries(app: Sphinx) -> Iterator[Entry]:
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
