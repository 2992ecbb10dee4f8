"""The title names another year than all else in the post.

Why: readers, feeds and searches go by the title: last year's recap, or so they think.
Bad: `# DjangoCon US 2023 Recap` over pictures in `djangocon-us-2025-recap-images` and links to
`2025.djangocon.us`. Good: `# DjangoCon US 2025 Recap`.
Fix: the year in the title becomes the one that all else names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.headings import in_text
from blogkit.checks.years import YEAR, date_years, folder_years, link_years, name_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.years import Sign
    from blogkit.site import Document, Site

NAME = "year-mismatch"
KINDS = 2  # of evidence that are enough
LINKS = 3  # that are enough by themselves
SHOWN = 3  # of each kind


def check(document: Document, site: Site) -> Iterator[Finding]:
    title, source = document.title, document.source
    if title is None or source is None or len(document.posts) != 1:
        return
    named = set(YEAR.findall(title.text))
    if len(named) != 1:
        return
    written = named.pop()
    signs = [
        *date_years(document),
        *name_years(document),
        *folder_years(document),
        *link_years(document, site.settings.blog_baseurl),
    ]
    year = _other_year(written, signs)
    if not year:
        return
    place = in_text(title, written, source) or title.place
    message = (
        f"the title says {written}, but {_where(year, signs)} say{'s' * _is_one(year, signs)} "
        f"{year}; write '{title.text.replace(written, year)}'"
    )
    fix = Fix((Edit(source.path, place, year),)) if place != title.place else None
    evidence = tuple(_evidence(year, signs, document))
    yield Finding(NAME, Severity.ERROR, source.path, place, message, evidence, fix=fix)
