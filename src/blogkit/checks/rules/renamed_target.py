"""A link leads to a heading that has another name by now.

Why: a heading's words are its anchor; whoever follows the old one stays where they are.
Bad: `[Sights and food](#sights-and-food)` above `## More sights and food`.
Good: `[More sights and food](#more-sights-and-food)`.
Fix: lets the link lead to the heading's anchor; an entry of the contents list that had the old
heading's words gets those of the heading. It declines where the address is not written in the link
itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.nodes import make_id
from myst_parser.slugs import github_slugify

from blogkit.checks.edits import link_words, new_target
from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.lost import lost_links, successor
from blogkit.checks.sections import heading_at, written_words
from blogkit.sources import Place
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.lost import Lost
    from blogkit.site import Document, Site

NAME = "renamed-target"
ANSWERERS = {"successor": successor}


def check(document: Document, site: Site) -> Iterator[Finding]:
    for lost in lost_links(document, site):
        found = _successor(lost, site)
        if found is None:
            continue
        anchor, words, line = found
        where = f"on line {line}"
        if lost.other is not document:
            where += f" of {shown_path(lost.other.path)}"
        target = f"{lost.link.target.partition('#')[0]}#{anchor}"
        message = (
            f"the link '{lost.link.target}' leads nowhere: its heading seems to be '{words}' "
            f"{where} by now; write '{target}'"
        )
        yield Finding(
            NAME,
            Severity.ERROR,
            document.path,
            lost.link.place,
            message,
            (Evidence(lost.other.path, Place(line), "the heading"),),
            echo=f"'{lost.fragment}'",
            fix=_fix(lost, target, line, document),
        )


def _successor(lost: Lost, site: Site) -> tuple[str, str, int] | None:
    about = (lost.other.docname, lost.fragment)
    if site.ask("commented-out", *about):
        return None
    found: tuple[str, str, int] | None = site.ask("successor", *about)
    return found


def _fix(lost: Lost, target: str, line: int, document: Document) -> Fix | None:
    source = document.source
    fix = new_target(lost.link, target, source) if source else None
    if source is None or fix is None or lost.link not in source.contents:
        return fix
    heading = heading_at(line, source)
    words = written_words(heading, source) if heading else None
    place = link_words(lost.link, source)
    had_old_words = lost.fragment in (github_slugify(lost.link.text), make_id(lost.link.text))
    if not words or not place or not had_old_words:
        return fix
    return Fix((Edit(source.path, place, words), *fix.edits))
