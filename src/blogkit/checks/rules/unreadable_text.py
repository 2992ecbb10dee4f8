"""A file cannot be read, or is not UTF-8.

Why: nobody knows which letters were meant; readers would see question marks in their place.
Bad: a post saved as "Windows-1252" or "UTF-16". Good: the same post saved as "UTF-8".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "unreadable-text"


def check(document: Document, site: Site) -> Iterator[Finding]:
    if document.unreadable is None:
        return
    message = (
        f"the file cannot be read ({document.unreadable.reason}), so its page is left out; "
        "save it as UTF-8, or move it out of the blog"
    )
    place = document.unreadable.place
    yield Finding(NAME, Severity.ERROR, document.path, place, message)
