"""A file cannot be read, is not UTF-8, or holds control characters.

Why: nobody knows which letters were meant; readers would see question marks in their place.
Bad: a post saved as "Windows-1252" or "UTF-16". Good: the same post saved as "UTF-8".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "unreadable-text"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def check(document: Document, site: Site) -> Iterator[Finding]:
    if document.unreadable is None:
        yield from _control_characters(document)
        return
    message = (
        f"the file cannot be read ({document.unreadable.reason}), so its page is left out; "
        "save it as UTF-8, or move it out of the blog"
    )
    place = document.unreadable.place
    yield Finding(NAME, Severity.ERROR, document.path, place, message)


def _control_characters(document: Document) -> Iterator[Finding]:
    for number, line in enumerate(document.source.lines if document.source else (), 1):
        found = CONTROL.search(line)
        if found:
            message = (
                f"an invisible control character (0x{ord(found[0]):02X}), often from a text "
                "processor, stands here; delete it"
            )
            place = Place(number, found.start() + 1, number, found.end() + 1)
            yield Finding(NAME, Severity.ERROR, document.path, place, message)
