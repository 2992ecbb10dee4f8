"""What became of an anchor that a link leads to in vain: misspelt, commented out, or renamed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING

from docutils.nodes import fully_normalize_name, make_id
from myst_parser.slugs import github_slugify

from blogkit.links import destination, has_fragment
from blogkit.sources import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.links import Destination
    from blogkit.site import Document, Site
    from blogkit.sources import Heading, Link, Source

NUMBERED = re.compile(r"(?P<first>.+)-\d+")  # the slug of a heading that was there before
ENOUGH_IN_COMMON = 0.6  # of the words that two anchors have between them
AHEAD = 0.2  # by so much the best must lead
IN_ITS_PLACE = 0.2  # what it counts to stand between the same neighbours as in the contents list
MOST_ANCHORS, MOST_FRAGMENTS = 500, 50  # beyond, a guess is not worth the time that it takes
SLIP = 0.7  # how alike two words are, from 0 to 1, that differ by a slip of the finger


@dataclass(frozen=True, slots=True)
class Lost:
    """A link to a page that is there, but without its *fragment*."""

    link: Link
    fragment: str
    other: Document


def lost_links(document: Document, site: Site) -> Iterator[Lost]:
    """The links on *document* whose fragments lead nowhere."""
    for link in document.source.links if document.source else ():
        found = destination(link, document, site) if "#" in link.target else None
        lost = lost_link(link, found, document, site) if found else None
        if lost:
            yield lost


def lost_link(link: Link, found: Destination, document: Document, site: Site) -> Lost | None:
    """The same for one link, which leads to *found*."""
    other = found.document
    if other is None or is_held_back(other, document, site):
        return None
    if has_fragment(other, found.fragment, site) or _is_named(link, found, site):
        return None
    return Lost(link, found.fragment, other)


def is_held_back(other: Document, document: Document, site: Site) -> bool:
    """Whether readers of *document* cannot see *other*. Drafts may link to drafts: they may well
    be published together."""
    if other is document:
        return False
    return document.is_published(site.now) and not other.is_published(site.now)


def nearest(link: Link, fragment: str, source: Source) -> str:
    """The anchor that was most likely meant, by its spelling or by the words of the link."""
    for slug in (github_slugify(fragment), github_slugify(link.text)):
        if slug in source.anchors:
            return slug
    if not _may_be_guessed(source):
        return ""
    near = get_close_matches(fragment, sorted(source.anchors), n=1)
    return near[0] if near else ""


def _may_be_guessed(source: Source) -> bool:
    return len(source.anchors) <= MOST_ANCHORS and len(source.dead_fragments) <= MOST_FRAGMENTS


def commented_out(site: Site, docname: str, fragment: str) -> tuple[int, str] | None:
    """The line in a comment on which the target stands, and its words."""
    source = _source_of(site, docname)
    numbered = NUMBERED.fullmatch(fragment)
    wanted = {fragment}
    if numbered and source and numbered["first"] in source.anchors:
        wanted.add(numbered["first"])
    for comment in source.comments if source else ():
        inside = parse_source(comment.text, source.path, site.settings.myst) if source else None
        for line, words, names in _targets(inside) if inside else ():
            if names & wanted:
                return comment.place.line + line - 1, words
    return None


def _targets(source: Source) -> Iterator[tuple[int, str, set[str]]]:
    for heading in source.headings:
        yield heading.place.line, heading.text, {heading.anchor, heading.plain_id}
    for target in source.targets:
        yield target.place.line, target.name, {target.name}


def successor(site: Site, docname: str, fragment: str) -> tuple[str, str, int] | None:
    """The anchor, the words and the line of the heading that now stands for the lost one."""
    source = _source_of(site, docname)
    heading = successor_in(source, fragment) if source else None
    return (heading.anchor, heading.text, heading.place.line) if heading else None


def _source_of(site: Site, docname: str) -> Source | None:
    document = site.documents.get(docname)
    return document.source if document else None


def successor_in(source: Source, fragment: str) -> Heading | None:
    """The heading that has clearly taken the place of the one that *fragment* led to.

    It shares most words with it, much more than any other does; or, where none does, it is the only
    one that stands in its place, going by the contents list. No other entry leads to it. What
    differs by a slip of the finger is misspelt rather than renamed.
    """
    if not _may_be_guessed(source):
        return None
    taken = {link.target for link in source.contents}
    free = [
        each
        for each in source.headings
        if each.anchor and not taken & {f"#{each.anchor}", f"#{each.plain_id}"}
    ]
    in_place = _in_its_place(source, fragment, free)
    found = _most_alike(fragment, free, in_place)
    if found is None and len(in_place) == 1:
        found = in_place[0]
    if found and any(_is_slip(fragment, each) for each in (found.anchor, found.plain_id)):
        return None
    return found


def _most_alike(
    fragment: str, free: Sequence[Heading], in_place: Sequence[Heading]
) -> Heading | None:
    ranked = sorted(
        ((_in_common(fragment, each.anchor), each in in_place, each) for each in free),
        key=lambda each: each[0] + IN_ITS_PLACE * each[1],
        reverse=True,
    )
    if not ranked or ranked[0][0] < ENOUGH_IN_COMMON:
        return None
    scores = [share + IN_ITS_PLACE * is_in_place for share, is_in_place, _ in ranked[:2]]
    return ranked[0][2] if len(scores) == 1 or scores[0] - scores[1] >= AHEAD else None


def _in_its_place(source: Source, fragment: str, free: Sequence[Heading]) -> list[Heading]:
    """The headings between those that stand around the entry in the contents list, of its level.

    None if more entries between them have lost theirs.
    """
    by_target = {f"#{each.plain_id}": each for each in reversed(source.headings)}
    by_target |= {f"#{each.anchor}": each for each in source.headings}
    entries = source.contents
    at = next((at for at, each in enumerate(entries) if each.target == f"#{fragment}"), None)
    if at is None:
        return []
    before = next((each for each in reversed(entries[:at]) if each.target in by_target), None)
    after = next((each for each in entries[at + 1 :] if each.target in by_target), None)
    beside = [each for each in entries if each.list_depth == entries[at].list_depth]
    levels = {by_target[each.target].level for each in beside if each.target in by_target}
    others = entries[entries.index(before) + 1 if before else 0 : at]
    others += entries[at + 1 : entries.index(after) if after else len(entries)]
    first = by_target[before.target].place.line if before else entries[-1].place.line
    last = by_target[after.target].place.line if after else float("inf")
    if others:
        return []
    return [each for each in free if first < each.place.line < last and each.level in levels]


def _in_common(one: str, other: str) -> float:
    """The share of the words of both that stand in both."""
    ours, theirs = set(one.split("-")) - {""}, set(other.split("-")) - {""}
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def _is_slip(one: str, other: str) -> bool:
    """Whether two anchors differ by a letter or two that change places, or by one in some words."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    changed = [each for each in matcher.get_opcodes() if each[0] != "equal"]
    written = "".join(one[each[1] : each[2]] + other[each[3] : each[4]] for each in changed)
    if any(map(str.isdigit, written)):
        return False
    same = sum(block.size for block in matcher.get_matching_blocks())
    if max(len(one), len(other)) - same <= 1 < same:
        return True
    ours, theirs = one.split("-"), other.split("-")
    pairs = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    alike = all(SequenceMatcher(None, *pair).ratio() >= SLIP for pair in pairs)
    return len(ours) == len(theirs) and alike


def _is_named(link: Link, found: Destination, site: Site) -> bool:
    """`#name` may also be a target in any other document, or in another project's inventory."""
    if not link.target.removeprefix("project:").startswith("#"):
        return False
    if site.settings.has_inventories or "." in found.fragment:  # `module.function`
        return True  # what MyST does not find there, it tells of itself
    return site.has_target(found.fragment) or site.is_named_elsewhere(found.fragment)


def attached_targets(source: Source) -> Iterator[tuple[str, Heading]]:
    """Each explicit target directly before a heading, by name, with that heading."""
    targets = {each.place.line: each for each in source.targets}
    for heading in source.headings:
        line = heading.place.line
        if line in targets:
            yield targets[line].name, heading
        line -= 1
        while line and (line in targets or not source.lines[line - 1].strip()):
            if line in targets:
                yield targets[line].name, heading
            line -= 1


def names_of_headings(source: Source) -> dict[int, list[str]]:
    """The ids that explicit targets give to headings, by the line of the heading."""
    names: dict[int, list[str]] = {}
    for name, heading in attached_targets(source):
        explicit = make_id(fully_normalize_name(name))
        if explicit and name not in source.html_ids:
            names.setdefault(heading.place.line, []).append(explicit)
    return names
