"""A page that was published is gone, and nothing leads on from its address.

Why: whoever kept the link, or wrote it on their own pages, finds nothing.
Bad: `posts/lisbon.md` was published, and is deleted. Good: the same, and a line in
`permalinks.json` that says where its address leads now.
What was published is known by `permalinks.json`, which `python -m blogkit permalinks` writes. A
post that was only renamed is known again by its text; its old address leads on by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.permalinks.ledger import NAME as LEDGER
from blogkit.permalinks.ledger import LedgerError
from blogkit.permalinks.pages import as_published, ledger_of, pages_of
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "vanished-page"


def lost_pages(site: Site) -> tuple[tuple[str, int], ...]:
    """The addresses that lead nowhere, with their lines in the ledger."""
    try:
        this = as_published(site)
        lines = ledger_of(this).lines
        return tuple((address, lines.get(address, 1)) for address in pages_of(this).lost)
    except LedgerError:  # told by the build, and by the command that writes it
        return ()


ANSWERERS = {"lost-pages": lost_pages}


def check(document: Document, site: Site) -> Iterator[Finding]:
    """Told with the first document, so that it is told once."""
    if document is not next(iter(site.documents.values()), None):
        return
    for address, line in site.ask("lost-pages"):
        message = (
            f"the page '{address}' was published and is gone; write the post anew, or say where "
            f"its readers are to go: python -m blogkit permalinks --redirect '{address}=/…' "
            f"(or --gone '{address}')"
        )
        yield Finding(NAME, Severity.ERROR, site.root / LEDGER, Place(line), message)
