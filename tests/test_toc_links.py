"""A post's own contents list, and every entry of a toctree, is as the text is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document

NAMES = {"toc-missing-heading", "toc-nesting", "toc-order", "toc-text-differs"}
LINKS = {"broken-anchor", "commented-out-target", "malformed-link", "renamed-target"}


def test_contents(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    of_contents = document.source.contents_places if document.source else frozenset()
    complain(
        document,
        (
            each
            for each in findings
            if each.name in NAMES or (each.name in LINKS and each.place in of_contents)
        ),
    )
