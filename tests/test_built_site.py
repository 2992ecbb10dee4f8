"""The same faults looked for once more in the HTML that readers get, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.checks.built import check_page
from blogkit.checks.report import as_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from blogkit.checks.built import Page
    from blogkit.site import Document, Site


def test_page_of_a_source(
    document: Document, site: Site, pages: dict[str, Page], built_site: Path
) -> None:
    address = f"{document.docname}.html"
    if not document.is_published(site.now):
        assert address not in pages, f"{document.path} is not published, but its page is there"
        return
    assert address in pages, f"{document.path} has no page"
    _complain([address], site, pages, built_site)


def test_pages_without_a_source(site: Site, pages: dict[str, Page], built_site: Path) -> None:
    """Listings, search, "page not found"."""
    written = {f"{docname}.html" for docname in site.documents}
    _complain([address for address in pages if address not in written], site, pages, built_site)


def _complain(
    addresses: Iterable[str], site: Site, pages: dict[str, Page], built_site: Path
) -> None:
    base_url = site.settings.blog_baseurl
    lines = [
        as_line(finding)
        for address in addresses
        for finding in check_page(address, pages, built_site, base_url)
    ]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
