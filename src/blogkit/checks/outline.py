"""The outline of a post against its contents list: who stands below whom, here and there.

Only a list with entries below entries says anything about that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.checks.headings import parents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogkit.sources import Heading, Link, Source


@dataclass(frozen=True)
class Listed:
    """An entry of the contents list: the headings to which it and the entry above it lead."""

    entry: Link
    heading: int
    parent: int | None


def listed(source: Source, headings: Sequence[Heading]) -> tuple[Listed, ...]:
    """The entries that lead to headings; none of a list in which no entry is below another.

    An entry below one that leads to no heading is left out.
    """
    by_anchor = {heading.anchor: index for index, heading in enumerate(headings)}
    contents = source.contents
    above = parents([_indentation(source.lines[each.place.line - 1]) for each in contents])
    if not any(each is not None for each in above):
        return ()
    leads_to = [by_anchor.get(entry.target.removeprefix("#")) for entry in contents]
    found = []
    for entry, heading, parent in zip(contents, leads_to, above, strict=True):
        expected = leads_to[parent] if parent is not None else None
        if heading is not None and (parent is None or expected is not None):
            found.append(Listed(entry, heading, expected))
    return tuple(found)


def _indentation(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def contradicted(entries: Sequence[Listed], levels: Sequence[int]) -> frozenset[Listed]:
    """The entries that give their heading another place than its level, among these, does.

    A top entry is contradicted if its heading stands below that of another top entry.
    """
    above = parents(levels)
    tops = {each.heading for each in entries if each.parent is None}
    return frozenset(
        each
        for each in entries
        for ancestors in [_ancestors(each.heading, above)]
        if (bool(tops & ancestors) if each.parent is None else each.parent not in ancestors)
    )


def _ancestors(index: int, above: Sequence[int | None]) -> set[int]:
    found = set()
    parent = above[index]
    while parent is not None:
        found.add(parent)
        parent = above[parent]
    return found
