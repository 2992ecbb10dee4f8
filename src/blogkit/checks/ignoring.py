"""Checks that an author has switched off: for the blog, for one post, or for one place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
    """The names of checks that are off: in all of a file, and on single lines of it."""

    names: frozenset[str]
    on_lines: dict[int, frozenset[str]] = field(default_factory=dict)

    def covers(self, finding: Finding) -> bool:
        return finding.name in self.names or finding.name in self.on_lines.get(
            finding.place.line, ()
        )


def require_known(settings: Settings, known: Iterable[str]) -> None:
    """Raise ConfigError if conf.py switches off a check that there is not."""
    for name in settings.ignored_checks:
        if name not in known:
            raise ConfigError(f"blogkit_ignored_checks: {complaint(name, known)}")


def ignored_in(source: Source | None, settings: Settings) -> Ignored:
    """All that is off in a file: by conf.py, by its front matter, and by its comments.

    A comment speaks of what begins on the next line with text: of a paragraph to its end, of
    anything else (a directive, a heading) of this line.
    """
    names = {*settings.ignored_checks}
    if source is None:
        return Ignored(frozenset(names))
    names.update(name for name, _ in names_in_front_matter(source))
    on_lines = _on_lines(source) if source.instructions else {}
    return Ignored(frozenset(names), on_lines)


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


def _on_lines(source: Source) -> dict[int, frozenset[str]]:
    """From the last comment to the first: what follows one may be another, which leads on."""
    ends = {block.lines[0].line: block.lines[-1].line for block in source.blocks}
    leads_to: dict[int, int] = {}
    wanted: dict[int, set[str]] = {}
    for comment in reversed(source.instructions):
        following = _next_text(comment.place.end_line, source.lines)
        first = leads_to.get(following, following)
        leads_to[comment.place.line] = first
        wanted.setdefault(first, set()).update(names_in(comment))
    found: dict[int, frozenset[str]] = {}
    for first, names in wanted.items():
        for line in range(first, ends.get(first, first) + 1):
            found[line] = found.get(line, frozenset()) | names
    return found


def _next_text(number: int, lines: tuple[str, ...]) -> int:
    """The number of the next line after this one that is not empty."""
    number += 1
    while number <= len(lines) and not lines[number - 1].strip():
        number += 1
    return number
