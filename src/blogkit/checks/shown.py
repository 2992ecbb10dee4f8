"""Text as a message shows it: on one line, short, and nothing in it invisible."""

from __future__ import annotations

LONGEST = 30  # characters


def shown(text: str) -> str:
    """*text*, cut to a readable length, with what cannot be seen as its number."""
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return "".join(_shown(character) for character in cut)


def _shown(character: str) -> str:
    return character if character.isprintable() else f"\\u{ord(character):04x}"
