"""An anchor that was published is gone from its page, and no heading is clearly its successor.

Why: whoever follows a link to it lands at the top of the page and has to look for the section.
Bad: `## Food` was published and is `## What we ate` by now, with other words below it. Good: the
same, with `(food)=` on the line before.
What was published is known by `permalinks.json`, which `python -m blogkit permalinks` writes. A
heading that was only renamed is known again by its words, or by the text below it; the build
keeps its old anchor there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.permalinks.addresses import address_of, published_documents
from blogkit.permalinks.anchors import anchors_of
from blogkit.permalinks.anchors import expected_anchors as expected
from blogkit.permalinks.ledger import LedgerError
from blogkit.permalinks.pages import as_published
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "vanished-anchor"


def expected_anchors(site: Site, docname: str) -> tuple[tuple[str, str], ...]:
    """What the ledger has of a page: its findings hold as long as this does."""
    try:
        this = as_published(site)
        address = address_of(docname, dirhtml=this.settings.dirhtml)
        return tuple(sorted(expected(this).get(address, {}).items()))
    except LedgerError:
        return ()


def all_expected(site: Site) -> list[tuple[str, dict[str, str]]]:
    """The same of all pages."""
    try:
        return sorted(expected(as_published(site)).items())
    except LedgerError:
        return []


def stands_at_its_address(site: Site, docname: str) -> bool:
    """Whether no other document has the address that the ledger would know it by."""
    try:
        this = as_published(site)
        address = address_of(docname, dirhtml=this.settings.dirhtml)
        return published_documents(this).get(address) is site.documents.get(docname)
    except LedgerError:
        return False


ANSWERERS = {"expected-anchors": expected_anchors, "stands": stands_at_its_address}
GROUNDS = {"expected-anchors": all_expected}


def check(document: Document, site: Site) -> Iterator[Finding]:
    if not site.ask("expected-anchors", document.docname) or not document.is_published(site.now):
        return
    if not site.ask("stands", document.docname):
        return  # the other one is told of
    this = as_published(site)
    address = address_of(document.docname, dirhtml=this.settings.dirhtml)
    place = document.title.place if document.title else Place(1)
    for anchor in anchors_of(address, this).lost:
        message = (
            f"readers may have links to '#{anchor}', which was published and is gone; put "
            f"'({anchor})=' on the line before the heading that it is now, or record what became "
            f"of it: python -m blogkit permalinks --alias '{address}#{anchor}=#…' "
            f"(or --gone '{address}#{anchor}')"
        )
        yield Finding(NAME, Severity.ERROR, document.path, place, message)
