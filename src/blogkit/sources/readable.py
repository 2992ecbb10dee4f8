"""Anchors that can be read, and that last: of two headings with the same words the later one has
its parent's words before its own, rather than a number that moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Slugged(NamedTuple):
    """A heading's level, its slug, and the anchor that is the slug with a number if need be."""

    level: int
    slug: str
    anchor: str


def readable_anchors(headings: Sequence[Slugged]) -> list[str]:
    """The readable anchor of each heading; below the title there is only the number to go by."""
    taken = {name for each in headings for name in (each.slug, each.anchor)}
    above: list[tuple[int, str]] = []
    found = []
    for heading in headings:
        while above and above[-1][0] >= heading.level:
            above.pop()
        parent = above[-1][1] if len(above) > 1 or (above and above[0][0] > 1) else ""
        name = heading.anchor
        if heading.slug and heading.anchor != heading.slug and parent:
            wanted = f"{parent}-{heading.slug}"
            name = wanted if wanted not in taken else name
        taken.add(name)
        found.append(name)
        above.append((heading.level, name))
    return found
