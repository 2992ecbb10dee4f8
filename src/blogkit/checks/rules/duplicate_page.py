"""Two files would become one page, or a file the page that the blog itself makes.

Why: one of them silently wins, and the other is never published.
Bad: `posts/trip.md` beside `posts/trip.rst`; under dirhtml `trip.md` beside `trip/index.md`.
Good: one of them, or two names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.sources import Place
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "duplicate-page"


def check(document: Document, site: Site) -> Iterator[Finding]:
    yield from _overwritten(document, site)
    for first, rival in site.rivals:
        if rival is document:
            message = (
                f"its page would overwrite the page of {shown_path(first.path)}, so this file is "
                "left out; rename or delete one of the two"
            )
            evidence = Evidence(first.path, Place(1), "the file that has the page")
            place = Place(1)
            yield Finding(NAME, Severity.ERROR, rival.path, place, message, (evidence,))


def _overwritten(document: Document, site: Site) -> Iterator[Finding]:
    """The list of posts is only warned of: many blogs have such a file for their toctree's sake."""
    place, name, page = Place(1), document.docname, ".html"
    if site.settings.dirhtml:
        name, page = name.removesuffix("/index"), "/index.html"
    if name == site.settings.blog_path:
        message = (
            f"its page is overwritten by the list of posts, '{name}{page}'; delete this file, for a "
            f"toctree can name '{name}' without it, or rename it, so that readers see what it says"
        )
        yield Finding(NAME, Severity.WARNING, document.path, place, message)
    elif name == "search":
        message = "its page would be overwritten by the search page 'search.html'; rename the file"
        yield Finding(NAME, Severity.ERROR, document.path, place, message)
