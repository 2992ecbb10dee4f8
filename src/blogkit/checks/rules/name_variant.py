"""A name is spelt in two ways within the blog.

Why: whoever bears it is hurt, and a search for it finds only half.
Bad: "Ada Lovelace" in one post, "Ada Lovelase" in another. Good: one spelling.
Fix: the spelling that is more than twice as common, in all places of the post. It declines where
neither is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.spellings import other_spellings
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.spellings import Spelling
    from blogkit.site import Document, Site
    from blogkit.sources import Source

NAME = "name-variant"
ANSWERERS = {"spellings": other_spellings}
MUCH_MORE = 2  # times as common


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None or not document.names:
        return
    for words, other in site.ask("spellings", document.docname):
        places = [*_places(" ".join(words), source)]
        if places:  # and not only in code
            yield _finding(" ".join(words), places, other, site, source)


def _places(name: str, source: Source) -> Iterator[Place]:
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for number, line in enumerate(source.prose, 1):
        for found in word.finditer(line):
            yield Place(number, found.start() + 1, number, found.end() + 1)


def _finding(
    here: str, places: list[Place], other: Spelling, site: Site, source: Source
) -> Finding:
    there = " ".join(other.words)
    is_clear = other.count > MUCH_MORE * len(places)
    advice = f"write '{there}'" if is_clear else "spell it one way"
    message = f"the name '{here}' is '{there}' elsewhere; {advice}"
    edits = tuple(Edit(source.path, place, there) for place in places)
    return Finding(
        NAME,
        Severity.WARNING,
        source.path,
        places[0],
        message,
        _evidence(other, there, site),
        fix=Fix(edits) if is_clear else None,
    )


def _evidence(other: Spelling, there: str, site: Site) -> tuple[Evidence, ...]:
    place = Place(other.line, other.column, other.line, other.column + len(there))
    document = site.document(other.docname)
    return (Evidence(document.path, place, "the other spelling"),) if document else ()
