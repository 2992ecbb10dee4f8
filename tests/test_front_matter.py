"""Every post has a date and a title, and front matter that can be read in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document

NAMES = {
    "bad-front-matter",
    "duplicate-page",
    "label-variant",
    "missing-date",
    "same-title",
    "unknown-check",
    "year-mismatch",
}


def test_front_matter(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    complain(document, (each for each in findings if each.name in NAMES))
