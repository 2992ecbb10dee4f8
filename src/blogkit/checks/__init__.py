"""The checks: what is looked for in the sources of a blog.

`make check`, the tests of the blog and the build all call `check_site`, so that they agree.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from blogkit import links
from blogkit.checks.ignoring import ignored_in, require_known
from blogkit.checks.remembered import Checked, check_what_changed, checked
from blogkit.checks.rules import (
    bad_front_matter,
    broken_anchor,
    commented_out_target,
    dead_external_link,
    doubled_word,
    duplicate_heading,
    duplicate_page,
    empty_section,
    feed_link,
    fix_moves_anchor,
    heading_level_skipped,
    heading_level_slip,
    heavy_image,
    image_only_in_comment,
    inconsistent_capitals,
    invisible_character,
    label_variant,
    leaked_draft,
    leaked_file,
    leaked_text,
    lossy_mojibake,
    malformed_link,
    missing_alt_text,
    missing_date,
    missing_image,
    mojibake,
    name_variant,
    poor_excerpt,
    private_comment,
    private_image_metadata,
    prose_in_comment,
    renamed_target,
    same_title,
    secret,
    toc_missing_heading,
    toc_nesting,
    toc_order,
    toc_text_differs,
    unclosed_comment,
    unknown_check,
    unreadable_text,
    unstable_anchor,
    untrusted_content,
    unused_image,
    vanished_anchor,
    vanished_page,
    wrong_image_type,
    year_mismatch,
)
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blogkit.checks.finding import Finding
    from blogkit.site import Document, Site

RULES = (
    unreadable_text,
    untrusted_content,
    duplicate_page,
    bad_front_matter,
    missing_date,
    heading_level_skipped,
    heading_level_slip,
    empty_section,
    same_title,
    year_mismatch,
    label_variant,
    poor_excerpt,
    inconsistent_capitals,
    broken_anchor,
    commented_out_target,
    renamed_target,
    toc_missing_heading,
    toc_text_differs,
    toc_order,
    toc_nesting,
    duplicate_heading,
    unstable_anchor,
    vanished_page,
    vanished_anchor,
    missing_image,
    wrong_image_type,
    missing_alt_text,
    heavy_image,
    private_image_metadata,
    unused_image,
    image_only_in_comment,
    malformed_link,
    unknown_check,
    secret,
    prose_in_comment,
    private_comment,
    mojibake,
    lossy_mojibake,
    invisible_character,
    fix_moves_anchor,
    unclosed_comment,
    doubled_word,
    name_variant,
)
ON_REQUEST = (dead_external_link,)  # other sites are asked: `blogkit.checks.external`
AFTER_BUILD = (leaked_text, leaked_draft, leaked_file, feed_link)  # `blogkit.checks.gate`
NAMES = frozenset(rule.NAME for rule in (*RULES, *ON_REQUEST, *AFTER_BUILD))

ALWAYS_TOLD = frozenset({untrusted_content.NAME})  # or the post would switch it off
RULES_OF_A_RIVAL = (duplicate_page,)  # its page is left out, and with it all else in it
FEW = 200  # documents that are sooner checked than processes are started for them


def check_site(site: Site, documents: Iterable[Document] | None = None) -> list[Finding]:
    """Run every check over *documents*, or over all that the site has, in order of place.

    Raises ConfigError if conf.py switches off a check that there is not.
    """
    return [each for each in find_all(site, documents) if not each.switched_off]


def find_all(site: Site, documents: Iterable[Document] | None = None) -> list[Finding]:
    """The same, with what the author has switched off."""
    require_known(site.settings, NAMES)
    rivals = [rival for _, rival in site.rivals]
    for module in (links, *RULES):
        grounds = getattr(module, "GROUNDS", {})
        for kind, answerer in getattr(module, "ANSWERERS", {}).items():
            ground = partial(grounds[kind], site) if kind in grounds else None
            site.answer_by(kind, partial(answerer, site), ground)
    wanted = [*(site.documents.values() if documents is None else documents)]
    if documents is None:
        wanted += rivals
    left_out = {id(rival) for rival in rivals}

    def check(document: Document) -> tuple[Finding, ...]:
        rules = RULES_OF_A_RIVAL if id(document) in left_out else RULES
        found = tuple(finding for rule in rules for finding in rule.check(document, site))
        return _marked(found, document, site) if found else ()

    def check_all(some: Sequence[Document]) -> list[Checked]:
        return in_parallel(
            lambda each: checked(each, site, check), some, site.jobs, few=FEW, light=True
        )

    if site.memory:
        results = check_what_changed(site, wanted, site.memory, check_all)
    else:
        results = check_all(wanted)
    findings = [finding for result in results for finding in result.findings]
    return sorted(findings, key=lambda finding: finding.sort_key)


def _marked(findings: tuple[Finding, ...], document: Document, site: Site) -> tuple[Finding, ...]:
    """The findings, those marked that the author has switched off."""
    ignored = ignored_in(document.source, site.settings)
    return tuple(
        replace(each, switched_off=True)
        if ignored.covers(each) and each.name not in ALWAYS_TOLD
        else each
        for each in findings
    )
