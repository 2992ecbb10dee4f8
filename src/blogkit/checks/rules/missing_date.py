"""A blog post has neither a date nor `draft: true`.

Why: ABlog takes it for a draft and hides it from every list without a word; the author believes
it is published.
Bad: front matter with `blogpost: true` alone. Good: `date: 2025-10-05` beside it, or
`draft: true` while the post is not ready.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "missing-date"


def check(document: Document, site: Site) -> Iterator[Finding]:
    for post in document.posts if document.source else ():
        if post.written_date or post.is_draft:
            continue
        message = (
            f"the post has no date, so it would not be listed anywhere; "
            f"add 'date: {site.now:%Y-%m-%d}', or 'draft: true' until it is ready"
        )
        yield Finding(NAME, Severity.ERROR, document.path, post.place, message)
