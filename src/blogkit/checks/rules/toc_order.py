"""The contents list names sections in another order than that in which they come.

Why: readers who go by the list believe that they have passed what is still to come.
Bad: entries for Tuesday, Monday and Wednesday. Good: Monday, Tuesday and Wednesday, as in the text.
Fix: puts the entries, with those below them, into the order of the text. It declines where other
lines stand between them, and in lists that count up.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.checks.toc import toc_of
from blogkit.checks.toc_edits import entries_sorted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.toc import Entry, Toc
    from blogkit.site import Document, Site

NAME = "toc-order"


def check(document: Document, site: Site) -> Iterator[Finding]:
    toc = toc_of(document.source) if document.source else None
    if toc is None or not toc.is_tidy:
        return
    for group in _groups(toc):
        known = [each for each in group if _belongs(each, toc)]
        displaced = _displaced([_line(each) for each in known])
        if not displaced:
            continue
        evidence = (
            Evidence(document.path, known[at].link.place, "another out of order")
            for at in displaced[1:]
        )
        yield Finding(
            NAME,
            Severity.WARNING,
            document.path,
            known[displaced[0]].link.place,
            _message(known, displaced),
            (*evidence,),
            fix=entries_sorted(toc, group, {each.line: _line(each) for each in known}),
        )


def _groups(toc: Toc) -> list[list[Entry]]:
    """The entries that stand side by side."""
    groups: dict[int, list[Entry]] = {}
    for entry in toc.entries:
        parent = toc.parent(entry)
        groups.setdefault(parent.position if parent else -1, []).append(entry)
    return [*groups.values()]


def _belongs(entry: Entry, toc: Toc) -> bool:
    """Whether the entry stands where its section does, if perhaps in another order."""
    section, parent = toc.section(entry), toc.parent(entry)
    if section is None or toc.is_flat:
        return section is not None
    above = toc.section(parent) if parent else None
    if parent and above is None:
        return False
    return (section.parent.line if section.parent else 0) == (above.line if above else 0)


def _line(entry: Entry) -> int:
    return entry.heading.place.line if entry.heading else 0


def _displaced(lines: Sequence[int]) -> list[int]:
    """The fewest indices that must go so that the rest ascends: a longest common subsequence."""
    ends: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for at, line in enumerate(lines):
        length = bisect_right(ends, line)
        before.append(last_of[length - 1] if length else -1)
        ends[length:] = [line, *ends[length + 1 :]]
        last_of[length:] = [at, *last_of[length + 1 :]]
    kept = set()
    at = last_of[-1] if last_of else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [at for at in range(len(lines)) if at not in kept]


def _message(known: Sequence[Entry], displaced: Sequence[int]) -> str:
    at = displaced[0]
    entry, line = known[at], _line(known[at])
    later = next((each for each in known[at + 1 :] if _line(each) < line), None)
    earlier = next((each for each in reversed(known[:at]) if _line(each) > line), None)
    other, here, there = (later, "before", "after") if later else (earlier, "after", "before")
    beside = f"'{other.link.text}'" if other else "the others"
    return (
        f"the contents list names '{entry.link.text}' {here} {beside}, but in the text it comes "
        f"{there} it; put the entries into the order of the text"
    )
