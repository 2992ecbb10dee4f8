"""Colours for a terminal, and what keeps text from commanding it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Callable

    Paint = Callable[[str, str], str]

CODES = {"bold": "1", "faint": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}
JOINERS = "\u200c\u200d"  # parts of words and of emoji
UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, formats, half characters, ends of lines


def wants_colour(stream: TextIO) -> bool:
    """Whether it is a terminal that shows colours, and the user has nothing against them."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def painter(*, colour: bool) -> Paint:
    """A function of a colour and a text; without *colour* it leaves the text alone."""
    return _painted if colour else lambda _, text: text


def harmless(text: str) -> str:
    """The text with a mark in the place of each character that shows nothing, or that moves or
    turns what stands around it."""
    if text.isprintable():
        return text
    return "".join(
        "�" if category(each) in UNSHOWN and each not in JOINERS else each for each in text
    )


def _painted(colour: str, text: str) -> str:
    return f"\x1b[{CODES[colour]}m{text}\x1b[0m"
