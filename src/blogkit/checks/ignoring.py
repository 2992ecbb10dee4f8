"""Checks that an author has switched off: for the blog, for one post, or for one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from blogkit.checks.names import complaint, split_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blogkit.checks.finding import Finding
    from blogkit.settings import Settings
    from blogkit.sources import Comment, Place, Source

KEY = "blogkit_ignore"
INSTRUCTION = re.compile(r"\s*blogkit:\s*ignore\s+(?P<names>[\w-]+(?:[\s,]+[\w-]+)*)[\s,]*")


@dataclass(frozen=True)
class Ignored:
    """Checks that are off between two lines of a file, both included."""

    names: frozenset[str]
    first: float = 0
    last: float = float("inf")

    def covers(self, finding: Finding) -> bool:
        return finding.name in self.names and self.first <= finding.place.line <= self.last


def require_known(settings: Settings, known: Iterable[str]) -> None:
    """Raise ConfigError if conf.py switches off a check that there is not."""
    for name in settings.ignored_checks:
        if name not in known:
            raise ConfigError(f"blogkit_ignored_checks: {complaint(name, known)}")


def ignored_in(source: Source) -> list[Ignored]:
    """All that a file switches off.

    Its front matter does so for the whole of it. A comment does so for what begins on the next
    line with text: a paragraph to its end, of anything else (a directive, a heading) this line.
    """
    found = [Ignored(frozenset(name for name, _ in names_in_front_matter(source)))]
    starts = {comment.place.line: comment for comment in source.instructions}
    ends = {block.lines[0].line: block.lines[-1].line for block in source.blocks}
    for comment in source.instructions:
        first = _next_text(comment, starts, source.lines)
        names = frozenset(names_in(comment))
        found.append(Ignored(names, first, ends.get(first, first)))
    return found


def names_in_front_matter(source: Source) -> Iterator[tuple[str, Place]]:
    """The names under `blogkit_ignore`, each with the place of the whole value."""
    field = source.front_matter.get(KEY)
    if field is None:
        return
    values = field.value if isinstance(field.value, list) else [field.value or ""]
    for value in values:
        for name in split_names(str(value)):
            yield name, field.value_place


def names_in(instruction: Comment) -> list[str]:
    """The names in `blogkit: ignore NAME, NAME`; none if it says anything else."""
    found = INSTRUCTION.fullmatch(instruction.text)
    return split_names(found["names"]) if found else []


def _next_text(comment: Comment, starts: dict[int, Comment], lines: tuple[str, ...]) -> int:
    """The next line that is neither empty nor another instruction."""
    number = comment.place.end_line + 1
    while number <= len(lines) and (number in starts or not lines[number - 1].strip()):
        number = starts[number].place.end_line + 1 if number in starts else number + 1
    return number
