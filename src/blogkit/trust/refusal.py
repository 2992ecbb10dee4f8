"""One thing that a post by others may not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogkit.sources import Place


@dataclass(frozen=True, order=True, slots=True)
class Refusal:
    """*what* stands at *place*, in a few words, and what to write *instead*; empty if nothing."""

    place: Place
    what: str
    instead: str = ""


def told(refusal: Refusal) -> str:
    """The same as a message to the author of the blog."""
    instead = refusal.instead or "take it out"
    return (
        f"{refusal.what} is not for posts by others, so the page is left out; {instead}, or trust "
        "the file by 'blogkit_trust' in conf.py"
    )
