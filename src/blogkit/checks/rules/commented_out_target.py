"""A link leads to a heading that is there only inside a comment.

Why: readers never see what is commented out, so the link takes them nowhere.
Bad: `[The keynote](#the-keynote)` while `## The keynote` stands between `<!--` and `-->`.
Good: the heading outside of the comment, or no link to it.
Fix: takes the entry out of the contents list. It leaves entries alone that have others below them
or more on their line than the link, and links within the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.edits import whole_line
from blogkit.checks.finding import Edit, Evidence, Finding, Fix, Severity
from blogkit.checks.lost import commented_out, lost_links
from blogkit.checks.toc import toc_of
from blogkit.sources import Place
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.lost import Lost
    from blogkit.site import Document, Site

NAME = "commented-out-target"
ANSWERERS = {"commented-out": commented_out}


def check(document: Document, site: Site) -> Iterator[Finding]:
    for lost in lost_links(document, site):
        found = site.ask("commented-out", lost.other.docname, lost.fragment)
        if found is None:
            continue
        line, words = found
        fix = _without_entry(lost, document)
        where = f"on line {line}"
        if lost.other is not document:
            where += f" of {shown_path(lost.other.path)}"
        message = (
            f"the link '{lost.link.target}' leads nowhere: '{words}' is commented out {where}; "
            f"{'drop the entry' if fix else 'take the link out'}, or restore the heading"
        )
        evidence = Evidence(lost.other.path, Place(line), "where it stands in a comment")
        yield Finding(
            NAME,
            Severity.ERROR,
            document.path,
            lost.link.place,
            message,
            (evidence,),
            echo=f"'{lost.fragment}'",
            fix=fix,
        )


def _without_entry(lost: Lost, document: Document) -> Fix | None:
    source = document.source
    toc = toc_of(source) if source else None
    entry = toc.entry_of(lost.link) if toc else None
    if source is None or toc is None or entry is None or not entry.is_plain:
        return None
    if toc.block(entry) != (entry,):
        return None
    return Fix((Edit(source.path, whole_line(entry.line, source), ""),))
