"""The contents list leaves a section out.

Why: readers who look for it there think that the post does not have it.
Bad: `- [Monday](#monday)` alone, above `## Monday` and `## Tuesday`.
Good: an entry for each of them. Deeper headings are asked for only where the list names others of
their depth.
Fix: adds the entries, with the bullets, the indent and the kind of anchors that the list has. It
declines where a heading is more than words, or the lines around hold more than entries.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.checks.toc import toc_of
from blogkit.checks.toc_edits import entries_added

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.sections import Section
    from blogkit.checks.toc import Toc
    from blogkit.site import Document, Site

NAME = "toc-missing-heading"
SHOWN = 3  # headings named in a message; of the others, the number


def check(document: Document, site: Site) -> Iterator[Finding]:
    toc = toc_of(document.source) if document.source else None
    if toc is None or not _names_any(toc.below.get(0, []), toc):
        return
    depths = _depths(toc)
    for missing in _missing(toc, depths):
        wanted = [each for first in missing for each in _with_children(first, toc, depths)]
        fix = entries_added(toc, wanted)
        evidence = (
            Evidence(document.path, each.heading.place, "left out too") for each in missing[1:]
        )
        place, message = missing[0].heading.place, _message(missing)
        yield Finding(NAME, Severity.WARNING, document.path, place, message, (*evidence,), fix=fix)


def _message(missing: list[Section]) -> str:
    names = [f"'{each.heading.text}'" for each in missing]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    below = missing[0].parent
    where = f"below '{below.heading.text}', " if below else ""
    entries = "an entry for each" if len(names) > 1 else "an entry for it"
    return f"{where}the contents list leaves out {', '.join(names[:SHOWN])}{more}; add {entries}"


def _missing(toc: Toc, depths: frozenset[int]) -> Iterator[list[Section]]:
    """Sections that ought to be listed: one by one at the top, together below one parent."""
    for line, sections in toc.below.items():
        unlisted = [each for each in sections if each.line not in toc.listed]
        if line == 0:
            yield from ([each] for each in unlisted)
        elif unlisted and line in toc.listed and _wants_children(unlisted[0], toc, depths):
            yield unlisted


def _depths(toc: Toc) -> frozenset[int]:
    """The depths that the list names in half of the sections that have any of them, or in more."""
    naming: dict[int, list[bool]] = defaultdict(list)
    for line, sections in toc.below.items():
        if line in toc.listed:
            naming[sections[0].depth].append(_names_any(sections, toc))
    return frozenset(
        depth for depth, each in naming.items() if any(each) and 2 * sum(each) >= len(each)
    )


def _names_any(sections: Sequence[Section], toc: Toc) -> bool:
    return any(each.line in toc.listed for each in sections)


def _wants_children(child: Section, toc: Toc, depths: frozenset[int]) -> bool:
    """Whether the list names what stands beside *child*, or most that has its depth."""
    beside = toc.below.get(child.parent.line if child.parent else 0, [])
    return child.depth in depths or _names_any(beside, toc)


def _with_children(section: Section, toc: Toc, depths: frozenset[int]) -> Iterator[Section]:
    """The section and those in it that would be asked for once it is listed."""
    yield section
    children = toc.below.get(section.line, [])
    if children and _wants_children(children[0], toc, depths):
        for child in children:
            if child.line not in toc.listed:
                yield from _with_children(child, toc, depths)
