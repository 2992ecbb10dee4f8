"""The sections of a post as a tree, and the words of its headings as their author wrote them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from blogkit.sources import Heading, Source

HASHES = re.compile(r"#{1,6}(?:[ \t]+|$)")
CLOSING = re.compile(r"(?:^|[ \t]+)#+$")
UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
MARKED_UP = frozenset("[]<>{}\\|")  # words with these may be more than words


@dataclass(frozen=True, slots=True)
class Section:
    """A heading below the title; *parent* is the one whose section it stands in."""

    heading: Heading
    depth: int
    parent: Section | None = None

    @property
    def line(self) -> int:
        return self.heading.place.line


def title_of(source: Source) -> Heading | None:
    """The heading of the whole post: of the first level, and the first of all."""
    first = source.headings[0] if source.headings else None
    return first if first and first.level == 1 and not first.enclosed else None


def sections(source: Source, listed: Collection[Heading] = ()) -> tuple[Section, ...]:
    """The sections in their order.

    A heading that is not *listed* and whose words stand elsewhere at a deeper level only, has
    slipped: it counts at that level, so that one slip is not seen in all that comes after it.
    """
    title = title_of(source)
    headings = [each for each in source.headings if not each.enclosed and each is not title]
    return tuple(_nested(headings, _slipped(headings, listed)))


def _slipped(headings: Sequence[Heading], listed: Collection[Heading]) -> dict[int, int]:
    """The level that each heading has slipped from, by its line."""
    alike: dict[str, Counter[int]] = defaultdict(Counter)
    for heading in headings:
        alike[heading.text.casefold()][heading.level] += 1
    deepest = {text: max(levels) for text, levels in alike.items()}
    named = {heading.place.line for heading in listed}
    slipped = {}
    for heading in headings:
        text, level = heading.text.casefold(), heading.level
        if level < deepest[text] and alike[text][level] == 1 and heading.place.line not in named:
            slipped[heading.place.line] = deepest[text]
    return slipped


def _nested(headings: Sequence[Heading], levels: dict[int, int]) -> Iterator[Section]:
    around: list[tuple[int, Section]] = []
    for heading in headings:
        level = levels.get(heading.place.line, heading.level)
        while around and around[-1][0] >= level:
            around.pop()
        parent = around[-1][1] if around else None
        section = Section(heading, parent.depth + 1 if parent else 0, parent)
        around.append((level, section))
        yield section


def heading_at(line: int, source: Source) -> Heading | None:
    """The heading that stands on this line."""
    return next((each for each in source.headings if each.place.line == line), None)


def written_words(heading: Heading, source: Source) -> str | None:
    """The heading as written, with its emphasis and code but without its marks.

    None where that would be more than words in another place: links, pictures, roles, raw HTML.
    """
    line = source.lines[heading.place.line - 1].strip()
    marks = HASHES.match(line)
    if marks:
        words = CLOSING.sub("", line[marks.end() :])
    else:
        below = source.lines[heading.place.line : heading.place.line + 1]
        words = line if below and UNDERLINE.fullmatch(below[0]) else ""
    return words if words and not MARKED_UP & set(words) else None
