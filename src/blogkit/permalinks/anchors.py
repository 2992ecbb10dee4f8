"""What became of the anchors that were published on a page: there, at a renamed heading, or lost."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils.nodes import fully_normalize_name, make_id

from blogkit.links import COUNTER_ID, has_fragment
from blogkit.permalinks.addresses import published_documents
from blogkit.permalinks.ledger import GONE, SKETCHED, TITLE
from blogkit.permalinks.pages import ledger_of, pages_of
from blogkit.permalinks.sketch import RECOGNISED, likeness, sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from blogkit.site import Document, Site
    from blogkit.sources import Heading, Source

IN_COMMON = 0.6  # of the words of two headings
AHEAD = 0.2  # by so much the likest must lead
RST_TITLE = re.compile(r"^(\S.*)\n([=\-`:'\"~^_*+#<>.])\2{2,}[ \t]*$", re.MULTILINE)
RST_TARGET = re.compile(r"^[ \t]*\.\. _`?([^:`\n]+)`?:[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading by all its anchors, the lasting one first, with the text up to the next one."""

    anchors: tuple[str, ...]
    text: str
    line: int
    is_title: bool = False


@dataclass(frozen=True)
class Anchors:
    """Of old anchors the one that is now in the place of each, and those that have no place."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def expected_anchors(site: Site) -> dict[str, dict[str, str]]:
    """Of each page the anchors by which readers come to it, by way of other pages too."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    moved = pages_of(site).moved
    for page, anchors in ledger_of(site).anchors.items():
        end = moved.get(page, page).partition("#")[0]
        for anchor, led in anchors.items():
            if led.startswith("/"):
                continue
            found[end].setdefault(anchor, led)
    return dict(found)


@lru_cache(maxsize=4)
def moved_anchors(site: Site) -> dict[str, dict[str, str]]:
    """Of each page the old anchors whose sections are on other pages now, with where these are."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    moved = pages_of(site).moved
    for page, anchors in ledger_of(site).anchors.items():
        end = moved.get(page, page).partition("#")[0]
        for anchor, led in anchors.items():
            target, has_anchor, rest = led.partition("#")
            target = moved.get(target, target).partition("#")[0]
            if target in published_documents(site):
                found[end][anchor] = target + has_anchor + rest
    return dict(found)


def anchors_of(address: str, site: Site) -> Anchors:
    """What became of the anchors expected at this address, where a document is published."""
    expected = expected_anchors(site).get(address)
    document = published_documents(site).get(address)
    if not expected or document is None:
        return Anchors()
    missing = {
        anchor: led
        for anchor, led in expected.items()
        if led != GONE and not is_on(document, anchor, site)
    }
    return _placed(missing, expected, document, site) if missing else Anchors()


def is_on(document: Document, anchor: str, site: Site) -> bool:
    """Whether the page has this anchor; of what is not Markdown its headings and targets."""
    if document.is_markdown:
        return has_fragment(document, anchor, site)
    return anchor in anchors_in(document)


def anchors_in(document: Document) -> set[str]:
    """All anchors that an author makes; not the mere numbers of docutils."""
    names = {each for section in sections_of(document) for each in section.anchors}
    if document.source:
        names |= set(_targets(document.source))
    else:
        names |= {make_id(fully_normalize_name(each)) for each in RST_TARGET.findall(document.text)}
    return {each for each in names - {""} if not COUNTER_ID.fullmatch(each)}


def sections_of(document: Document) -> list[Section]:
    """The headings of a document."""
    if document.source:
        return list(_markdown_sections(document.source))
    return list(_rst_sections(document.text))


def _placed(
    missing: Mapping[str, str], expected: Mapping[str, str], document: Document, site: Site
) -> Anchors:
    sections = sections_of(document)
    fresh = [each for each in sections if expected.keys().isdisjoint(each.anchors)]
    aliases: dict[str, str] = {}
    lost = []
    for anchor, led in missing.items():
        end, what = (led[1:], expected.get(led[1:], "")) if led.startswith("#") else (anchor, led)
        if led.startswith("#") and is_on(document, end, site):
            aliases[anchor] = end
            continue
        stands_once = [*expected.values()].count(what) == 1  # unlike "back to top"
        known = what if what == TITLE or stands_once else ""
        successor = _successor(end, known, fresh, sections)
        if successor:
            aliases[anchor] = successor
        elif what != GONE and end not in missing.keys() - {anchor}:  # else that one is told of
            lost.append(anchor)
    return Anchors(aliases, tuple(sorted(lost)))


def _successor(anchor: str, led: str, fresh: Sequence[Section], sections: Sequence[Section]) -> str:
    """The lasting anchor of the heading that has clearly taken the place of a lost one."""
    if led == TITLE:
        return next((each.anchors[0] for each in sections if each.is_title and each.anchors), "")
    others = [each for each in fresh if each.anchors and not each.is_title]
    by_text = _clear((likeness(led[1:], sketch(each.text)), each) for each in others)
    if led.startswith(SKETCHED) and by_text and by_text[0] >= RECOGNISED:
        return by_text[1].anchors[0]
    by_name = _clear((_in_common(anchor, each), each) for each in others)
    return by_name[1].anchors[0] if by_name and by_name[0] >= IN_COMMON else ""


def _clear(scored: Iterable[tuple[float, Section]]) -> tuple[float, Section] | None:
    ranked = sorted(scored, key=lambda each: each[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < AHEAD):
        return None
    return ranked[0]


def _in_common(anchor: str, section: Section) -> float:
    """The share of the words of both that stand in both."""
    ours = set(anchor.split("-")) - {""}
    shares = [
        len(ours & theirs) / len(ours | theirs)
        for each in section.anchors
        if (theirs := set(each.split("-")) - {""})
    ]
    return max(shares, default=0.0)


def _markdown_sections(source: Source) -> Iterator[Section]:
    headings = [each for each in source.headings if each.anchor or each.plain_id]
    title = next((each for each in headings if not each.enclosed), None)
    ends = [each.place.line - 1 for each in headings[1:]] + [len(source.lines)]
    for heading, end in zip(headings, ends, strict=True):
        names = dict.fromkeys((heading.readable, heading.anchor, heading.plain_id))
        anchors = tuple(each for each in names if each and not COUNTER_ID.fullmatch(each))
        text = "\n".join(source.lines[heading.place.line : end])
        text = text if text.strip(" \n=-") else _with_parts(heading, source)
        yield Section(anchors, text, heading.place.line, is_title=heading is title)


def _with_parts(heading: Heading, source: Source) -> str:
    """The text of a section that only has sections below it."""
    after = (each for each in source.headings if each.place.line > heading.place.line)
    end = next((each.place.line - 1 for each in after if each.level <= heading.level), None)
    return "\n".join(source.lines[heading.place.line : end])


def _targets(source: Source) -> Iterator[str]:
    for target in source.targets:
        is_html = target.name in source.html_ids
        yield target.name if is_html else make_id(fully_normalize_name(target.name))


def _rst_sections(text: str) -> Iterator[Section]:
    found = list(RST_TITLE.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    for at, (each, end) in enumerate(zip(found, ends, strict=True)):
        line = text.count("\n", 0, each.start()) + 1
        anchor = make_id(each[1])
        yield Section((anchor,) if anchor else (), text[each.end() : end], line, is_title=at == 0)
