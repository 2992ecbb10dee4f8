"""A heading stands two or more levels below the one before it.

Why: screen readers announce the levels, and a contents list is indented by them: a listener
looks for the part in between, which is not there.
Bad: `## Monday`, then `#### Breakfast`. Good: `## Monday`, then `### Breakfast`.
Fix: the heading gets the level just below the one before it, and what stands below it moves
along.
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.headings import sections, with_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.site import Document, Site
    from blogkit.sources import Heading, Source

NAME = "heading-level-skipped"


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    headings = sections(source)
    for index, (before, heading) in enumerate(pairwise(headings), 1):
        if heading.level <= before.level + 1:
            continue
        level = before.level + 1
        message = (
            f"'{heading.text}' is a heading of level {heading.level} below one of level "
            f"{before.level}, with none in between; write '{'#' * level} {heading.text}'"
        )
        evidence = Evidence(source.path, before.place, f"the heading before it: '{before.text}'")
        echo = f"H{before.level} to H{heading.level}"
        fix = _fix(headings[index:], heading.level - level, source)
        yield Finding(
            NAME, Severity.ERROR, source.path, heading.place, message, (evidence,), echo, fix
        )


def _fix(headings: Sequence[Heading], steps: int, source: Source) -> Fix | None:
    """Raise the first of these headings, and those in its part of the post."""
    level = headings[0].level
    moved = takewhile(lambda each: each.level >= level, headings)
    edits: list[Edit] = []
    for each in moved:
        edit = with_level(each, each.level - steps, source)
        if edit is None:
            return None
        edits.append(edit)
    return Fix(tuple(edits))
