"""A heading has a level too high or too low, though none is left out.

Why: what follows it is taken into its part of the post; readers who go by the contents list look
for it elsewhere.
Bad: `## Extras` among the `###` headings of Tuesday, while Monday and Wednesday have `### Extras`.
Good: `### Extras` on Tuesday too.
Fix: the heading gets the level that its likes have, or that agrees with the contents list; what
stands below it stays as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Fix, Severity
from blogkit.checks.headings import parents, same_words, sections, with_level
from blogkit.checks.outline import Listed, contradicted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from blogkit.site import Document, Site
    from blogkit.sources import Heading, Source

NAME = "heading-level-slip"
TOP, LOWEST = 2, 6
MANY = 10  # that are no slips: then the list is old, or the levels are meant


@dataclass(frozen=True)
class Slip:
    """The level that a heading should have, and what speaks for it."""

    heading: int
    level: int
    likes: tuple[int, ...] = ()
    entries: frozenset[Listed] = frozenset()


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    headings = sections(source)
    for slip in _slips(source, headings):
        yield _finding(slip, headings, source)


def _slips(source: Source, headings: Sequence[Heading]) -> Iterator[Slip]:
    levels = [heading.level for heading in headings]
    likes = dict(islice(_unlike_their_likes(headings), MANY))
    entries = listed(source, headings)
    wrong = contradicted(entries, levels)
    candidates = set(likes)
    if len(wrong) <= MANY:
        candidates |= {step for each in wrong for step in _steps_about(each, levels)}
    explained: set[Listed] = set()
    found = [_weigh(step, likes.get(step, ()), levels, entries, wrong) for step in candidates]
    in_list = {each.heading for each in entries}
    slips = [slip for slip in found if slip.likes or _is_borne_out(slip, in_list)]
    for slip in sorted(slips, key=_strength):
        if slip.likes or not slip.entries & explained:
            explained |= slip.entries
            yield slip


def _is_borne_out(slip: Slip, in_list: Set[int]) -> bool:
    """Of a single entry at another depth nobody knows which is wrong: `toc-nesting` tells of it;
    and of a heading that is not in the list, `toc-missing-heading`."""
    return len(slip.entries) > 1 and slip.heading in in_list


def _strength(slip: Slip) -> tuple[bool, int, int, int]:
    return (not slip.likes, -len(slip.entries), slip.heading, slip.level)


def _steps_about(entry: Listed, levels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A contradicted entry's heading, or one that stands above it, one level up or down."""
    above = parents(levels)
    index: int | None = entry.heading
    while index is not None:
        for level in (levels[index] - 1, levels[index] + 1):
            if levels[index] >= TOP and TOP <= level <= LOWEST:
                yield index, level
        index = above[index]


def _weigh(
    step: tuple[int, int],
    likes: tuple[int, ...],
    levels: Sequence[int],
    entries: Sequence[Listed],
    wrong: frozenset[Listed],
) -> Slip:
    """What speaks for one step; nothing if it would put something else out of place."""
    index, level = step
    changed = [*levels[:index], level, *levels[index + 1 :]]
    if _skips(changed) > _skips(levels):
        return Slip(index, level)
    still_wrong = contradicted(entries, changed)
    solved = wrong - still_wrong if not still_wrong - wrong else frozenset()
    return Slip(index, level, likes, solved)


def _skips(levels: Sequence[int]) -> int:
    return sum(after > before + 1 for before, after in pairwise(levels))


def _unlike_their_likes(
    headings: Sequence[Heading],
) -> Iterator[tuple[tuple[int, int], tuple[int, ...]]]:
    """Headings that alone have their level among headings of the same words."""
    levels = [heading.level for heading in headings]
    above = parents(levels)
    families = Counter(zip(above, levels, strict=True))
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, heading in enumerate(headings):
        alike[same_words(heading.text)].append(index)
    for text, indexes in alike.items():
        counts = Counter(levels[index] for index in indexes).most_common()
        if not text or len(counts) != 2 or counts[1][1] > 1:
            continue
        level, other = counts[0][0], counts[1][0]
        odd = next(index for index in indexes if levels[index] == other)
        likes = tuple(index for index in indexes if index != odd)
        has_siblings = other > level and families[above[odd], other] > 1
        if not has_siblings and _belongs_to(likes, odd, level, levels, above):
            yield (odd, level), likes


def _belongs_to(
    likes: Sequence[int], odd: int, level: int, levels: Sequence[int], above: Sequence[int | None]
) -> bool:
    """Whether a heading would be one of its likes, one level up or down. A last "Summary", or a
    first "Overview", may well stand above those of the parts; and a part has but one of each."""
    is_among_them = likes[0] < odd < likes[-1]
    is_a_step = abs(level - levels[odd]) == 1 and min(level, levels[odd]) >= TOP
    part = (_parent(odd, level, levels, above), odd)
    return is_among_them and is_a_step and not any(above[like] in part for like in likes)


def _parent(
    index: int, level: int, levels: Sequence[int], above: Sequence[int | None]
) -> int | None:
    """The heading below which this one would stand if it had this level."""
    parent = index - 1 if index else None
    while parent is not None and levels[parent] >= level:
        parent = above[parent]
    return parent


def _finding(slip: Slip, headings: Sequence[Heading], source: Source) -> Finding:
    heading = headings[slip.heading]
    evidence = (*_of_likes(slip, headings, source), *_of_entries(slip, headings, source))
    reasons = [f"its likes are of level {slip.level}"] if slip.likes else []
    if slip.entries:
        reasons.append("the contents list says otherwise")
    message = (
        f"the heading '{heading.text}' is of level {heading.level}, but {' and '.join(reasons)}; "
        f"write '{'#' * slip.level} {heading.text}'"
    )
    severity = Severity.ERROR if slip.likes and slip.entries else Severity.WARNING
    edit = with_level(heading, slip.level, source)
    fix = Fix((edit,)) if edit else None
    return Finding(NAME, severity, source.path, heading.place, message, evidence, fix=fix)


def _of_likes(slip: Slip, headings: Sequence[Heading], source: Source) -> Iterator[Evidence]:
    for like in slip.likes:
        yield Evidence(source.path, headings[like].place, f"here it is of level {slip.level}")


def _of_entries(slip: Slip, headings: Sequence[Heading], source: Source) -> Iterator[Evidence]:
    for each in sorted(slip.entries, key=lambda each: each.entry.place):
        text = headings[each.heading].text
        where = f"below '{headings[each.parent].text}'" if each.parent is not None else "at the top"
        yield Evidence(source.path, each.entry.place, f"the contents list has '{text}' {where}")
