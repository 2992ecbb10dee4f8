"""Two headings of a post have the same words, written with other capitals.

Why: it looks like two hands; a reader wonders whether two things are meant.
Bad: `### The View from Above`, then `### More of The View From Above`.
Good: the same capitals in both. Headings that look quoted, such as a talk's title, are left alone.
Fix: the capitals that fewer headings have become those that more have, or that came first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.headings import WORD, same_words, sections, words
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.site import Document, Site
    from blogkit.sources import Heading, Source

NAME = "inconsistent-capitals"
FEWEST_WORDS = 3  # of a heading that is looked for inside of others
MOST_WORDS = 12  # of a heading in which another is looked for
QUOTED = re.compile(r"[:\"“”„«»‘`\[]|(?<!\w)'|\bby [A-Z]")  # a talk, a book, a link, code


@dataclass(frozen=True)
class Use:
    """Words of a heading which are those of a whole heading, here or elsewhere."""

    heading: Heading
    written: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return len(words(self.heading.text)) == len(self.written)


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    own = [each for each in sections(source) if not QUOTED.search(_line(each, source))]
    told: set[Place] = set()
    for uses in _uses(own).values():
        for use, wanted, model in _unlike_most(uses) if len(uses) > 1 else ():
            if use.heading.place not in told:
                told.add(use.heading.place)
                yield _finding(use, wanted, model, source)


def _unlike_most(uses: Sequence[Use]) -> Iterator[tuple[Use, tuple[str, ...], Use]]:
    """Those that are written unlike most, the words as they should be, and who has them so.

    Within a longer heading the first word may well be in lower case.
    """
    first_words = Counter(use.written[0] for use in uses if use.is_whole)
    others = Counter(use.written[1:] for use in uses)
    first, rest = first_words.most_common(1)[0][0], others.most_common(1)[0][0]
    same = {use.written: use for use in reversed(uses)}
    models = {use.written[1:]: use for use in reversed(uses)}
    for use in uses:
        wanted = (first if use.is_whole else use.written[0], *rest)
        model = same.get(wanted, models[rest])
        if use.written != wanted and model is not use:
            yield use, wanted, model


def _uses(headings: Sequence[Heading]) -> dict[tuple[str, ...], list[Use]]:
    """By the words of each heading, without their capitals: where they stand, also within the
    words of longer headings."""
    keys = {same_words(heading.text) for heading in headings} - {()}
    found: dict[tuple[str, ...], list[Use]] = defaultdict(list)
    for heading in headings:
        written, key = words(heading.text), same_words(heading.text)
        for start, end in _runs(len(key)):
            if key[start:end] in keys:
                found[key[start:end]].append(Use(heading, written[start:end]))
    return found


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """The whole of so many words, and all parts of it that are long enough."""
    if count:
        yield 0, count
    if count <= MOST_WORDS:
        for start in range(count):
            for end in range(start + FEWEST_WORDS, count + 1):
                if end - start < count:
                    yield start, end


def _finding(use: Use, wanted: tuple[str, ...], model: Use, source: Source) -> Finding:
    heading, text = use.heading, use.heading.text
    should_be = text
    for start, end, word in _changes(text, use.written, wanted):
        should_be = should_be[:start] + word + should_be[end:]
    message = (
        f"the heading '{text}' has other capitals than '{model.heading.text}'; write '{should_be}'"
    )
    evidence = Evidence(source.path, model.heading.place, "the other heading")
    number = heading.place.line
    edits = tuple(
        Edit(source.path, Place(number, start + 1, number, end + 1), word)
        for start, end, word in _changes(_line(heading, source), use.written, wanted)
    )
    fix = Fix(edits) if edits else None
    return Finding(NAME, Severity.INFO, source.path, heading.place, message, (evidence,), fix=fix)


def _changes(
    text: str, written: tuple[str, ...], wanted: tuple[str, ...]
) -> Iterator[tuple[int, int, str]]:
    """Where words stand that are written otherwise, and how; none if the words are not side by
    side. Capitals may be of another length, so the last comes first."""
    found = list(WORD.finditer(text))
    for start in range(len(found) - len(wanted) + 1):
        part = found[start : start + len(wanted)]
        if tuple(each[0] for each in part) == written:
            pairs = zip(reversed(part), reversed(wanted), strict=True)
            yield from ((*each.span(), word) for each, word in pairs if each[0] != word)
            return


def _line(heading: Heading, source: Source) -> str:
    return source.lines[heading.place.line - 1]
