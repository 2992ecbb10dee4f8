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
    if document.docname in (site.settings.blog_path, "search"):
        message = (
            f"its page would be overwritten by the one that the blog makes at "
            f"'{document.docname}.html'; rename the file, or set 'blog_path' in conf.py"
        )
        yield Finding(NAME, Severity.ERROR, document.path, Place(1), message)
    for first, rival in site.rivals:
        if rival is document:
            message = (
                f"its page would overwrite the page of {shown_path(first.path)}, so this file is "
                "left out; rename or delete one of the two"
            )
            evidence = Evidence(first.path, Place(1), "the file that has the page")
            place = Place(1)
            yield Finding(NAME, Severity.ERROR, rival.path, place, message, (evidence,))
