"""An entry of the contents list says something else than the heading it leads to.

Why: readers wonder whether they came to the right place.
Bad: `- [Sights](#food-and-drink)` for `## Food and drink`.
Good: `- [Food and drink](#food-and-drink)`, or a short form such as `- [Food](#food-and-drink)`.
Fix: gives the entry the heading's words. It declines where either is more than words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.edits import link_words
from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.sections import written_words
from blogkit.checks.toc import toc_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.toc import Entry, Toc
    from blogkit.site import Document, Site

NAME = "toc-text-differs"
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['’`]")


def check(document: Document, site: Site) -> Iterator[Finding]:
    toc = toc_of(document.source) if document.source else None
    for entry in toc.entries if toc else ():
        heading = entry.heading
        if toc is None or heading is None or entry.is_dead or not _differ(entry, heading.text):
            continue
        message = (
            f"the entry '{entry.link.text}' leads to the heading '{heading.text}'; "
            "give both the same words"
        )
        evidence = Evidence(document.path, heading.place, "the heading")
        yield Finding(
            NAME,
            Severity.WARNING,
            document.path,
            entry.link.place,
            message,
            (evidence,),
            fix=_fix(entry, toc),
        )


def _differ(entry: Entry, heading: str) -> bool:
    """Whether neither is a short form of the other, made of some of its words in their order."""
    ours, theirs = _words(entry.link.text), _words(heading)
    if not ours or not theirs or "".join(ours) == "".join(theirs):
        return False
    return not (_is_within(ours, theirs) or _is_within(theirs, ours))


def _words(text: str) -> list[str]:
    plain = APOSTROPHES.sub("", text.casefold()).replace("&", " and ")
    return [word for word in WORD.findall(plain) if word != "and"]


def _is_within(some: Sequence[str], all_words: Sequence[str]) -> bool:
    rest = iter(all_words)
    return all(word in rest for word in some)


def _fix(entry: Entry, toc: Toc) -> Fix | None:
    place = link_words(entry.link, toc.source)
    words = written_words(entry.heading, toc.source) if entry.heading else None
    if place is None or words is None:
        return None
    return Fix((Edit(toc.source.path, place, words),), safe=toc.is_generated)
