"""The checks: what is looked for in the sources of a blog.

`make check`, the tests of the blog and the build all call `check_site`, so that they agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.rules import (
    bad_front_matter,
    broken_anchor,
    duplicate_page,
    missing_alt_text,
    missing_date,
    missing_image,
    unreadable_text,
    wrong_image_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.checks.finding import Finding
    from blogkit.site import Document, Site

RULES = (
    unreadable_text,
    duplicate_page,
    bad_front_matter,
    missing_date,
    broken_anchor,
    missing_image,
    wrong_image_type,
    missing_alt_text,
)


RULES_OF_A_RIVAL = (duplicate_page,)  # its page is left out, and with it all else in it


def check_site(site: Site, documents: Iterable[Document] | None = None) -> list[Finding]:
    """Run every check over *documents*, or over all that the site has, in order of place."""
    rivals = [rival for _, rival in site.rivals]
    wanted = [*site.documents.values(), *rivals] if documents is None else documents
    findings = [
        finding
        for document in wanted
        for rule in (RULES_OF_A_RIVAL if document in rivals else RULES)
        for finding in rule.check(document, site)
    ]
    return sorted(findings, key=lambda finding: finding.sort_key)
