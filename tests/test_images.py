"""Every picture is there, is what it seems, says what it shows, and is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document

NAMES = {
    "heavy-image",
    "image-only-in-comment",
    "missing-alt-text",
    "missing-image",
    "private-image-metadata",
    "unused-image",
    "wrong-image-type",
}


def test_images(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    complain(document, (each for each in findings if each.name in NAMES))
