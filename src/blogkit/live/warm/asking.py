"""Questions that are answered in a process of their own: what a fix would change, what drafts lack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogkit.live.warm.lines import Voice
    from blogkit.live.warm.starting import Started


def answer(started: Started, voice: Voice, command: dict[str, Any]) -> None:
    """Answer one question."""
    from blogkit.live.warm.drafting import drafts
    from blogkit.live.warm.mending import mend

    answerers = {"fix": mend, "drafts": drafts}
    report = answerers[command["do"]](started.app, command)
    voice.report("answered", command["number"], report)
