"""Every link to a heading or a page of this blog leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document


def test_links_lead_somewhere(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    """All links but those of contents lists and toctrees, which test_toc_links.py looks at."""
    of_contents = document.source.contents_places if document.source else frozenset()
    dead = [each for each in findings if each.name == "broken-anchor"]
    complain(
        document,
        (each for each in dead if each.path == document.path and each.place not in of_contents),
    )
