"""Drafts and posts dated in the future: what each still lacks, and what publishing it takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from blogkit.checks import check_site
from blogkit.checks.comments import own_comments
from blogkit.live.warm.finding_out import page_of
from blogkit.posts import Status
from blogkit.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sphinx.application import Sphinx

    from blogkit.checks.finding import Finding
    from blogkit.documents import Document

# Findings that say what is still to be done, rather than what went wrong.
LACKS = frozenset({"missing-date", "missing-alt-text", "empty-section", "missing-image"})
BLOCKS = frozenset({"bad-front-matter", "unreadable-text", "untrusted-content"})
NOTE = re.compile(
    r"\b(?:todo|fixme|xxx|tbd|tk|note to self|check|ask|add|write|finish|missing|later|maybe|verify"
    r"|photo|link|source)\b|\?\s*$|\.\.\.|…",
    re.IGNORECASE,
)
LONGEST = 100  # characters shown of a comment
FENCE = "---"
DRAFT, DATE = re.compile(r"\s*draft\s*:", re.IGNORECASE), re.compile(r"\s*date\s*:", re.IGNORECASE)


def drafts(app: Sphinx, _: dict[str, Any]) -> dict[str, Any]:
    """All posts that readers do not see yet; those that were written on last come first."""
    site = site_of(app)
    waiting = [each for each in site.documents.values() if _waits(each, site.now)]
    waiting.sort(key=_last_written, reverse=True)
    found: dict[str, list[Finding]] = {}
    for finding in check_site(site, waiting):
        found.setdefault(str(finding.path), []).append(finding)
    return {
        "drafts": [_draft(app, each, found.get(str(each.path), []), site.now) for each in waiting]
    }


def _waits(document: Document, now: datetime) -> bool:
    statuses = {post.status(now) for post in document.posts}
    return document.is_unfinished(now) or statuses == {Status.UNDATED}


def _last_written(document: Document) -> float:
    try:
        return document.path.stat().st_mtime
    except OSError:
        return 0.0


def _draft(
    app: Sphinx, document: Document, findings: list[Finding], now: datetime
) -> dict[str, Any]:
    date = next((post.date for post in document.posts if post.date), None)
    source = document.source
    return {
        "title": document.title.text if document.title else document.docname,
        "path": str(document.path),
        "page": page_of(app, document.docname),
        "status": "draft" if document.is_draft or not date or date <= now else "future",
        "date": f"{date:%Y-%m-%d %H:%M}".removesuffix(" 00:00") if date else "",
        "lacks": list(_lacks(document, findings)),
        "publish": publishable(list(source.lines), now) if source else "",
    }


def _lacks(document: Document, findings: list[Finding]) -> Iterator[dict[str, Any]]:
    """What is to be done, in the order of the file."""
    found = [(each.place.line, each.message) for each in findings if each.name in LACKS | BLOCKS]
    if document.posts and not any(post.date for post in document.posts):
        told = any(each.name == "missing-date" for each in findings)
        found += [] if told else [(1, "there is no date")]
    for comment in own_comments(document.source) if document.source else ():
        words = " ".join(comment.text.split())
        if NOTE.search(words):
            found.append((comment.place.line, f"a note of yours: {_cut(words)}"))
    yield from ({"line": line, "words": words} for line, words in sorted(found))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def publishable(lines: list[str], now: datetime) -> str:
    """The front matter that publishes a post: no `draft`, and a date; empty if it has none."""
    if not lines or lines[0].rstrip() != FENCE:
        return ""
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return ""
    kept = [line for line in lines[1:end] if not DRAFT.match(line)]
    if not any(DATE.match(line) for line in kept):
        kept.append(f"date: {now:%Y-%m-%d}")
    return "\n".join([FENCE, *kept, FENCE])
