"""Headings have the level that their place asks for, and something below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document

NAMES = {
    "empty-section",
    "heading-level-skipped",
    "heading-level-slip",
    "inconsistent-capitals",
}


def test_headings(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    complain(document, (each for each in findings if each.name in NAMES))
