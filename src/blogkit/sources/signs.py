"""Lines that hold a single emoji, by which one that is damaged elsewhere is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

EMOJI = re.compile("[\U0001f000-\U0001faff]")
LONGEST = 200  # characters; longer lines are not repeated


@dataclass(frozen=True)
class SignedLine:
    """What a line says beside its only emoji, the *sign*."""

    rest: str
    sign: str
    number: int


def signed_lines(lines: Iterable[str]) -> tuple[SignedLine, ...]:
    """The lines with one emoji and some words, each wording once."""
    found: dict[tuple[str, str], SignedLine] = {}
    for number, line in enumerate(lines, 1):
        signs = EMOJI.findall(line)
        rest = rest_of(line, signs[0]) if len(signs) == 1 and len(line) <= LONGEST else ""
        if rest:
            found.setdefault((rest, signs[0]), SignedLine(rest, signs[0], number))
    return tuple(found.values())


def rest_of(line: str, sign: str) -> str:
    """The line without *sign*, its blanks made one."""
    return " ".join(line.replace(sign, " ").split())
