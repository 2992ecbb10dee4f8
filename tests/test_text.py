"""The text is what its author wrote, and all of it that is meant to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document

NAMES = {
    "doubled-word",
    "fix-moves-anchor",
    "invisible-character",
    "lossy-mojibake",
    "mojibake",
    "name-variant",
    "poor-excerpt",
    "private-comment",
    "prose-in-comment",
    "secret",
    "unclosed-comment",
    "unreadable-text",
    "untrusted-content",
}


def test_text(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    complain(document, (each for each in findings if each.name in NAMES))
