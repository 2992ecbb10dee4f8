"""The contents list that an author keeps by hand, recognised without markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.sources.model import Heading, Link

CONTENTS_HEADING = re.compile(
    r"(table of )?contents|on this page|in this post|toc|inhalt(sverzeichnis)?"
    r"|sommaire|table des mati[èe]res|[íi]ndice|contenido|conte[úu]do",
    re.IGNORECASE,
)
FEWEST_ENTRIES = 2


def contents_list(headings: Sequence[Heading], links: Sequence[Link]) -> tuple[Link, ...]:
    """The entries of the contents list: links to this page in a list of two or more.

    The list stands under a heading that says so, or between the title and the first section.
    """
    entries = [link for link in links if link.list_depth and link.target.startswith("#")]
    for begin, end in _regions(headings):
        found = tuple(link for link in entries if begin <= link.place.line < end)
        if len(found) >= FEWEST_ENTRIES:
            return found
    return ()


def _regions(headings: Sequence[Heading]) -> list[tuple[int, float]]:
    """Line ranges in which a contents list may stand, the likeliest first."""
    starts = [heading.place.line for heading in headings]
    ends: list[float] = [*starts[1:], float("inf")]
    named = [
        (heading.place.line, end)
        for heading, end in zip(headings, ends, strict=False)
        if CONTENTS_HEADING.fullmatch(heading.text.strip(" :"))
    ]
    has_title = bool(headings) and headings[0].level == 1
    first_section = 1 if has_title else 0
    before = starts[first_section] if len(starts) > first_section else float("inf")
    return [*named, (1, before)]
