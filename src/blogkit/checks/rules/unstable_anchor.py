"""The permalink of a heading is a mere number, such as `#id3`.

Why: it is another one as soon as a heading or a footnote comes before it; links that readers keep
or pass on then lead to another section.
Bad: `## 2024`, or `## 2025 recap` after `## 2024 recap`: of numbers at the beginning nothing is
kept, so both would be `#recap`. Good: `(trip-2024)=` on the line before `## 2024`.
Fix: adds such a line, of the page's name and the heading's words. It declines where the words have
no letters from which an address can be made, and where another page has the same name.
Silent in a blog whose conf.py has blogkit, which gives such headings anchors that can be read
(`#2024`, `#tuesday-extras`) and keeps the number beside them; on headings without letters and
digits, and on posts of which most headings are in a script that is not Latin.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from docutils.nodes import fully_normalize_name, make_id

from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.checks.lost import names_of_headings
from blogkit.checks.roles import has_label
from blogkit.checks.sections import title_of
from blogkit.site import post_label
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Heading, Source

NAME = "unstable-anchor"
EXAMPLE = "first-day"  # of a name that an author may think of


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = None if "blogkit" in site.settings.extensions else document.source
    for heading in _counted(source) if source else ():
        alias = _alias(heading, document, site)
        message = (
            f"the permalink of '{heading.text}' is a mere number, such as '#id3', and changes with "
            f"what comes before it; write a name such as '({alias or EXAMPLE})=' on the line before"
        )
        fix = _fix(heading, alias, source) if alias and source else None
        yield Finding(NAME, Severity.WARNING, document.path, heading.place, message, fix=fix)


def _counted(source: Source) -> list[Heading]:
    """The headings for which docutils has only a number left (docutils.nodes.document.set_id).

    Those of the same words are another check's, and the title's permalink is the page.
    """
    counted = []
    named = names_of_headings(source)
    taken: set[str] = set()
    explicit = (each for each in source.targets if each.name not in source.html_ids)
    targets = sorted(explicit, key=lambda each: each.place.line, reverse=True)
    for heading in source.headings:
        while targets and targets[-1].place.line <= heading.place.line:
            taken.add(make_id(fully_normalize_name(targets.pop().name)))
        is_free = heading.plain_id not in taken | {""}
        taken.add(heading.plain_id)
        if not is_free and not named.get(heading.place.line) and heading.anchor == heading.slug:
            counted.append(heading)
    return _worth_telling(counted, source)


def _worth_telling(counted: list[Heading], source: Source) -> list[Heading]:
    title = title_of(source)
    sections = [each for each in source.headings if not each.enclosed and each is not title]
    foreign = [each for each in sections if _is_foreign(each)]
    is_foreign = 2 * len(foreign) >= len(sections)
    return [
        each
        for each in counted
        if not each.enclosed and each is not title and any(map(str.isalnum, each.text))
        if not (is_foreign and _is_foreign(each))
    ]


def _is_foreign(heading: Heading) -> bool:
    """Whether it has letters, but none of which docutils can make an id."""
    return not heading.plain_id and any(map(str.isalpha, heading.text))


def _alias(heading: Heading, document: Document, site: Site) -> str:
    if not make_id(f"x-{heading.slug}").removeprefix("x"):
        return ""
    page = post_label(document.docname)
    alias = make_id(f"{page}-{heading.slug}")
    source = document.source
    anchors = source.anchors if source else frozenset()
    if alias in anchors or not make_id(page):
        return ""
    is_free = site.ask("pages-named", page) == 1 and not site.ask("label", alias)
    return alias if is_free else ""


def pages_named(site: Site, name: str) -> int:
    """How many documents ABlog would give this label."""
    return _pages(site)[name]


ANSWERERS = {"pages-named": pages_named, "label": has_label}
GROUNDS = dict.fromkeys(ANSWERERS, attrgetter("world.digest"))


@lru_cache(maxsize=4)
def _pages(site: Site) -> Counter[str]:
    return Counter(post_label(each) for each in site.documents)


def _fix(heading: Heading, alias: str, source: Source) -> Fix:
    line = heading.place.line
    is_apart = line == 1 or not source.lines[line - 2].strip()
    text = f"({alias})=\n" if is_apart else f"\n({alias})=\n"
    return Fix((Edit(source.path, Place(line, 1, line, 1), text),), safe=True)
