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
    from blogkit.sources import Name, Source

NAME = "name-variant"
ANSWERERS = {"spellings": other_spellings}
MUCH_MORE = 2  # times as common


def check(document: Document, site: Site) -> Iterator[Finding]:
    if not document.names or document.source is None:
        return
    others = dict(site.ask("spellings", document.docname))
    for name in document.names:
        if name.words in others:
            yield _finding(name, others[name.words], document.source, site)


def _finding(name: Name, other: Spelling, source: Source, site: Site) -> Finding:
    here, there = " ".join(name.words), " ".join(other.words)
    is_clear = other.count > MUCH_MORE * name.count
    advice = f"write '{there}'" if is_clear else "spell it one way"
    place = Place(name.line, name.column, name.line, name.column + len(here))
    return Finding(
        NAME,
        Severity.WARNING,
        source.path,
        place,
        f"the name '{here}' is '{there}' elsewhere; {advice}",
        (_evidence(other, there, site),),
        fix=_fix(here, there, source) if is_clear else None,
    )


def _evidence(other: Spelling, there: str, site: Site) -> Evidence:
    place = Place(other.line, other.column, other.line, other.column + len(there))
    return Evidence(site.documents[other.docname].path, place, "the other spelling")


def _fix(here: str, there: str, source: Source) -> Fix:
    word = re.compile(rf"(?<!\w){re.escape(here)}(?!\w)")
    edits = (
        Edit(source.path, Place(number, found.start() + 1, number, found.end() + 1), there)
        for number, line in enumerate(source.prose, 1)
        for found in word.finditer(line)
    )
    return Fix(tuple(edits))
