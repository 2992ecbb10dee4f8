"""The same faults looked for once more in what readers get: pages, feeds and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.checks.built import check_file, private_pictures
from blogkit.checks.lines import as_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.checks.built_files import BuiltSite
    from blogkit.checks.finding import Finding
    from blogkit.site import Document, Site


def test_page_of_a_source(document: Document, site: Site, built: BuiltSite) -> None:
    address = f"{document.docname}.html"
    if not document.is_published(site.now):
        there = f"{document.path} is not published, but its page is there"
        assert address not in built.names, there
        return
    assert address in built.names, f"{document.path} has no page"
    _complain(check_file(address, built))


def test_what_has_no_source(site: Site, built: BuiltSite) -> None:
    """Listings, search, "page not found", feeds."""
    written = {f"{docname}.html" for docname in site.documents}
    others = (address for address in built.read if address not in written)
    _complain(finding for address in others for finding in check_file(address, built))


def test_pictures_tell_nothing_private(built: BuiltSite) -> None:
    _complain(private_pictures(built))


def _complain(findings: Iterable[Finding]) -> None:
    lines = [as_line(finding) for finding in findings]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
