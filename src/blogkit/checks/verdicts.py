"""What was found out about pages of other sites."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """Whether a page is there. What does not answer, or answers no one but people, is unknown."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a page, and why, in words that follow "the server". If it *ends_talk*,
    nothing else on this host is asked for; there is none if it *lacks_host*."""

    state: State
    reason: str = ""
    lacks_host: bool = False
    ends_talk: bool = False
