"""A blog post has neither a date nor `draft: true`.

Why: ABlog takes it for a draft and hides it from every list without a word; the author believes
it is published.
Bad: front matter with `blogpost: true` alone. Good: `date: 2025-10-05` beside it, or
`draft: true` while the post is not ready.
Fix: `draft: true` is added: it says what is so already, and publishes nothing unasked. It declines
where the front matter says `draft: false`, and in a file of several posts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Fix, Severity
from blogkit.checks.front_matter import with_line

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
        fix = _fix(document)
        yield Finding(NAME, Severity.ERROR, document.path, post.place, message, fix=fix)


def _fix(document: Document) -> Fix | None:
    source = document.source
    if source is None or len(document.posts) > 1 or source.front_matter.get("draft"):
        return None
    edit = with_line("draft: true", source)
    return Fix((edit,)) if edit else None
