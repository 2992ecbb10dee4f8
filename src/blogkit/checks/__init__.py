"""The checks: what is looked for in the sources of a blog.

`make check`, the tests of the blog and the build all call `check_site`, so that they agree.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from blogkit.checks.remembered import Checked, check_what_changed, checked
from blogkit.checks.rules import (
    bad_front_matter,
    broken_anchor,
    dead_external_link,
    duplicate_page,
    heavy_image,
    image_only_in_comment,
    malformed_link,
    missing_alt_text,
    missing_date,
    missing_image,
    private_image_metadata,
    unreadable_text,
    unused_image,
    wrong_image_type,
)
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    heavy_image,
    private_image_metadata,
    unused_image,
    image_only_in_comment,
    malformed_link,
)
ON_REQUEST = (dead_external_link,)  # other sites are asked: `blogkit.checks.external`
RULES_OF_A_RIVAL = (duplicate_page,)  # its page is left out, and with it all else in it
FEW = 200  # documents that are sooner checked than processes are started for them


def check_site(site: Site, documents: Iterable[Document] | None = None) -> list[Finding]:
    """Run every check over *documents*, or over all that the site has, in order of place."""
    rivals = [rival for _, rival in site.rivals]
    for rule in RULES:
        for kind, answerer in getattr(rule, "ANSWERERS", {}).items():
            site.answer_by(kind, partial(answerer, site))
    wanted = [*(site.documents.values() if documents is None else documents)]
    if documents is None:
        wanted += rivals
    left_out = {id(rival) for rival in rivals}

    def check(document: Document) -> tuple[Finding, ...]:
        rules = RULES_OF_A_RIVAL if id(document) in left_out else RULES
        return tuple(finding for rule in rules for finding in rule.check(document, site))

    def check_all(some: Sequence[Document]) -> list[Checked]:
        return in_parallel(lambda each: checked(each, site, check), some, site.jobs, few=FEW)

    if site.memory:
        results = check_what_changed(site, wanted, site.memory, check_all)
    else:
        results = check_all(wanted)
    findings = [finding for result in results for finding in result.findings]
    return sorted(findings, key=lambda finding: finding.sort_key)
