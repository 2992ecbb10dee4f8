"""What a check's docstring says, taken apart: for docs/checks.md and for SARIF's help."""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

PARTS = ("Why", "Bad", "Good", "Fix")  # in this order; the last where there is a fix
PART = re.compile(rf"(?:^|(?<=\s))({'|'.join(PARTS)}):(?=\s)")
CODE = re.compile(r"\n {4}")  # an example of its own lines


@dataclass(frozen=True)
class Explanation:
    """One check in words, as Markdown: *what* is wrong, and each further part by its name."""

    name: str
    what: str
    parts: dict[str, str]

    @property
    def summary(self) -> str:
        """The first sentence."""
        return re.split(r"(?<=[.!?])\s", self.what, maxsplit=1)[0]

    @property
    def missing(self) -> list[str]:
        """The parts that every check must have, and this one has not."""
        return [part for part in PARTS[:-1] if not self.parts.get(part)]


def explanation(rule: ModuleType) -> Explanation:
    """What the module of a check says of it."""
    what, *rest = PART.split(cleandoc(rule.__doc__ or ""))
    parts = {name: _tidy(text) for name, text in zip(rest[::2], rest[1::2], strict=True)}
    return Explanation(rule.NAME, _tidy(what), parts)


def _tidy(text: str) -> str:
    """Each paragraph on one line; what holds an indented example stays as it is."""
    if CODE.search(text):
        return text.strip("\n").rstrip()
    return "\n\n".join(" ".join(each.split()) for each in re.split(r"\n\s*\n", text.strip()))
