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
from blogkit.checks.years import LINKS, YEAR, signs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.years import Sign
    from blogkit.site import Document, Site

NAME = "year-mismatch"
ENOUGH_KINDS = 2  # of evidence
ENOUGH_LINKS = 3  # by themselves
SHOWN = 3  # of each kind
# A post about another time than its own.
LOOKS_ELSEWHERE = re.compile(
    r"\b(?:look(?:s|ed|ing)? (?:back|ahead|forward)|last|next|since|until|towards?|road to|plans?"
    r"|goals|preview|predictions|resolutions|retrospective|r[üu]ckblick|ausblick"
    r"|r[ée]trospective)\b",
    re.IGNORECASE,
)


def check(document: Document, site: Site) -> Iterator[Finding]:
    title, source = document.title, document.source
    if title is None or source is None or len(document.posts) != 1:
        return
    years = YEAR.findall(title.text)
    if len(years) != 1 or LOOKS_ELSEWHERE.search(title.text):
        return
    written = years[0]
    signs = list(signs_of(document, site.settings.blog_baseurl))
    year = _other_year(written, signs)
    if not year:
        return
    against = [sign for sign in signs if sign.year == year]
    message = (
        f"the title says {written}, but {_named(against)} {year}; "
        f"write '{title.text.replace(written, year)}'"
    )
    evidence = tuple(Evidence(source.path, each.place, each.text) for each in _shown(against))
    place = in_text(title, written, source)
    fix = Fix((Edit(source.path, place, year),)) if place else None
    yield Finding(NAME, Severity.ERROR, source.path, title.place, message, evidence, fix=fix)


def _other_year(written: str, signs: Sequence[Sign]) -> str:
    """The one year that enough speaks for, and not as much for the written one; or nothing."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for sign in signs:
        counts[sign.year][sign.kind] += 1
    own = counts.pop(written, {})
    found = [year for year, kinds in counts.items() if _is_enough(kinds, own)]
    return found[0] if len(found) == 1 else ""


def _is_enough(kinds: dict[str, int], own: dict[str, int]) -> bool:
    links, own_links = kinds.get(LINKS, 0), own.get(LINKS, 0)
    speak_for = sum(kind != LINKS or links > own_links for kind in kinds)
    speak_against = sum(kind != LINKS or own_links >= links for kind in own)
    are_many = links >= ENOUGH_LINKS and links > own_links
    return speak_for - speak_against >= ENOUGH_KINDS or (are_many and not speak_against)


def _named(signs: Sequence[Sign]) -> str:
    *most, last = dict.fromkeys(sign.kind for sign in signs)
    kinds = f"{', '.join(most)} and {last}" if most else last
    return f"{kinds} {'say' if most or last == LINKS else 'says'}"


def _shown(signs: Sequence[Sign]) -> Iterator[Sign]:
    left: dict[str, int] = defaultdict(lambda: SHOWN)
    for sign in signs:
        left[sign.kind] -= 1
        if left[sign.kind] >= 0:
            yield sign
