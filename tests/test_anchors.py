"""Every link to a heading or a page of this blog leads somewhere, today and after the next edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.lines import as_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document

NAMES = {"duplicate-heading", "unstable-anchor"}
VANISHED = {"vanished-anchor", "vanished-page"}
LINKS = {"broken-anchor", "commented-out-target", "malformed-link", "renamed-target"}


def test_links_lead_somewhere(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    """All links but those of contents lists and toctrees, which test_toc_links.py looks at."""
    of_contents = document.source.contents_places if document.source else frozenset()
    complain(
        document,
        (
            each
            for each in findings
            if each.name in NAMES or (each.name in LINKS and each.place not in of_contents)
        ),
    )


def test_no_address_that_was_published_is_lost(findings: list[Finding]) -> None:
    assert [as_line(each) for each in findings if each.name in VANISHED] == []
