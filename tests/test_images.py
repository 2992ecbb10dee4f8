"""Every picture is there under just that name, says what it shows, and is what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document

NAMES = {"missing-image", "missing-alt-text", "wrong-image-type"}


def test_pictures(
    document: Document,
    findings: list[Finding],
    complain: Callable[[Document, Iterable[Finding]], None],
) -> None:
    complain(
        document,
        (each for each in findings if each.path == document.path and each.name in NAMES),
    )
