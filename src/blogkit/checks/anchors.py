"""Anchors that a repair of a heading's words would move, and the aliases that keep them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils.nodes import make_id
from myst_parser.slugs import github_slugify

from blogkit.checks.finding import Edit
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blogkit.site import Site
    from blogkit.sources import Heading, Source

HEADING = re.compile(r"\s*#{1,6}\s")
MOST_REPAIRS = 100  # in one heading
UNDERLINE = re.compile(r"\s*(=+|-+)\s*")


@dataclass(frozen=True)
class Repair:
    """What is *written* at *place*, and the *text* that is to stand there."""

    place: Place
    written: str
    text: str


@dataclass(frozen=True)
class MovedAnchor:
    """A heading whose repair changes its anchor; *alias* keeps the old one, where it can."""

    heading: Heading
    old: str
    new: str
    alias: Edit | None


def moved_anchors(repairs: Iterable[Repair], source: Source, site: Site) -> dict[int, MovedAnchor]:
    """The headings whose anchors *repairs* change, by their lines."""
    by_line: dict[int, list[Repair]] = {}
    for repair in repairs:
        by_line.setdefault(repair.place.line, []).append(repair)
    headings = (heading for heading in source.headings if heading.place.line in by_line)
    moved = (_moved(each, by_line[each.place.line], source, site) for each in headings)
    return {each.heading.place.line: each for each in moved if each}


def edits_of(repair: Repair, moved: dict[int, MovedAnchor], source: Source) -> Iterator[Edit]:
    """The repair, behind the alias of the anchor that it moves."""
    heading = moved.get(repair.place.line)
    if heading and heading.alias:
        yield heading.alias
    yield Edit(source.path, repair.place, repair.text)


def keeps_anchor(repair: Repair, moved: dict[int, MovedAnchor]) -> bool:
    """Whether whoever links to the heading still gets there."""
    heading = moved.get(repair.place.line)
    return heading is None or heading.alias is not None


def _moved(
    heading: Heading, repairs: list[Repair], source: Source, site: Site
) -> MovedAnchor | None:
    text = heading.text
    for repair in repairs[:MOST_REPAIRS]:
        text = text.replace(repair.written, repair.text, 1)
    slugify = site.settings.myst.heading_slug_func or github_slugify
    new = slugify(text) if heading.anchor else make_id(text)
    old = heading.anchor or make_id(heading.text)
    is_kept = not old or any(old == target.name for target in source.targets)
    if is_kept or new == (slugify(heading.text) if heading.anchor else old):
        return None
    return MovedAnchor(heading, old, new, _alias(heading, old, source))


def _alias(heading: Heading, name: str, source: Source) -> Edit | None:
    """A target of MyST on a line of its own, as deep as the heading. None in front of what is
    not a line of its own: `- # in a list`, `> # in a quotation`."""
    line = source.lines[heading.place.line - 1]
    below = source.lines[heading.place.line : heading.place.line + 1]
    if not HEADING.match(line) and not any(map(UNDERLINE.fullmatch, below)):
        return None
    indent = line[: len(line) - len(line.lstrip())]
    start = Place(heading.place.line, 1, heading.place.line, 1)
    return Edit(source.path, start, f"{indent}({name})=\n")
