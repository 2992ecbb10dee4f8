"""Garbled letters: text in UTF-8 that some program took for another encoding and saved so.

Why: readers see "cafÃ©" or "donâ€™t" and stumble over each word.
Bad: `# What workedâ€”and what didnâ€™t`. Good: `# What worked—and what didn’t`.
Fix: puts the letters that were meant in their place. In a heading it also keeps the old anchor,
by a line `(old-anchor)=`; where no such line can stand, it is only suggested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.anchors import Repair, edits_of, keeps_anchor, moved_anchors
from blogkit.checks.finding import Finding, Fix, Severity
from blogkit.checks.misread import misread_text
from blogkit.checks.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Source

NAME = "mojibake"


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    repairs = mojibake_repairs(source) if source else ()
    if source is None or not repairs:
        return
    moved = moved_anchors(repairs, source, site)
    for repair in repairs:
        message = (
            f"'{shown(repair.written)}' is a garbled '{shown(repair.text)}', once read in the "
            f"wrong encoding; write '{shown(repair.text)}'"
        )
        fix = Fix(tuple(edits_of(repair, moved, source)), safe=keeps_anchor(repair, moved))
        yield Finding(NAME, Severity.ERROR, source.path, repair.place, message, fix=fix)


def mojibake_repairs(source: Source) -> tuple[Repair, ...]:
    """What is certainly known to be meant."""
    return tuple(
        Repair(each.place, each.written, each.text)
        for each in misread_text(source)
        if not each.is_lossy
    )
