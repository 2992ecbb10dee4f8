"""Repairing the letters of a heading gives it another anchor.

Why: whoever links to the old anchor, here or from elsewhere, would land at the top of the page.
Bad: the heading is repaired, and `[there](#cafãs)` leads nowhere. Good: a line `(cafãs)=` before
the heading, which keeps the old anchor beside the new one.
Fix: has none of its own: the repair of the heading adds that line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.anchors import moved_anchors
from blogkit.checks.finding import Finding, Severity
from blogkit.checks.rules.invisible_character import invisible_repairs
from blogkit.checks.rules.lossy_mojibake import lossy_guesses, repair_of
from blogkit.checks.rules.mojibake import mojibake_repairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.anchors import MovedAnchor, Repair
    from blogkit.site import Document, Site
    from blogkit.sources import Source

NAME = "fix-moves-anchor"


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None or all(map(str.isascii, _heading_lines(source))):
        return
    for moved in moved_anchors(_repairs(document, site), source, site).values():
        place = moved.heading.place
        yield Finding(NAME, Severity.INFO, source.path, place, _message(moved))


def _heading_lines(source: Source) -> Iterator[str]:
    return (source.lines[heading.place.line - 1] for heading in source.headings)


def _repairs(document: Document, site: Site) -> list[Repair]:
    source = document.source
    if source is None:
        return []
    guesses = (repair_of(*each) for each in lossy_guesses(document, site))
    repairs = [*mojibake_repairs(source), *invisible_repairs(source)]
    repairs += [repair for repair in guesses if repair]
    return sorted(repairs, key=lambda repair: repair.place)


def _message(moved: MovedAnchor) -> str:
    change = f"repairing this heading changes its anchor '{moved.old}' to '{moved.new}'"
    if moved.alias:
        return f"{change}; the repair keeps the old one, by a line '({moved.old})=' before it"
    return f"{change}; see to the links that lead there"
