"""A post's own contents list, and every entry of a toctree, leads to what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document


def test_contents_lead_somewhere(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    of_contents = document.source.contents_places if document.source else frozenset()
    dead = [each for each in findings if each.name == "broken-anchor"]
    complain(
        document,
        (each for each in dead if each.path == document.path and each.place in of_contents),
    )
