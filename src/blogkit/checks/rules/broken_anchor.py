"""A link leads to a page or a heading of this blog that is not there.

Why: a reader who follows it stays where they are, or lands on "page not found".
Bad: `[Intro](#intro)` where no heading is called Intro. Good: the heading's words in lower case,
with hyphens for spaces: `[How it began](#how-it-began)`.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.links import destination, has_fragment
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.links import Destination
    from blogkit.site import Document, Site
    from blogkit.sources import Link

NAME = "broken-anchor"


def check(document: Document, site: Site) -> Iterator[Finding]:
    for link in document.source.links if document.source else ():
        found = destination(link, document, site)
        if found is None:
            continue
        fault = _fault(link, found, document, site)
        if fault:
            # Another project may well be published below this blog's own address.
            is_elsewhere = not found.exists and "://" in link.target
            severity = Severity.WARNING if is_elsewhere else Severity.ERROR
            echo = _echo(link, found)
            yield Finding(NAME, severity, document.path, link.place, fault, echo=echo)


def _fault(link: Link, found: Destination, document: Document, site: Site) -> str:
    if not found.exists:
        return f"the link '{link.target}' leads nowhere{_near_page(link, site)}"
    other = found.document
    if other is None:
        return ""
    if other is not document and _is_held_back(other, document, site):
        return (
            f"the link '{link.target}' leads to {shown_path(other.path)}, which is not published; "
            "publish it, or take the link out"
        )
    if has_fragment(other, found.fragment, site) or _is_named(link, found, site):
        return ""
    where = "this page" if other is document else shown_path(other.path)
    return (
        f"the link '{link.target}' leads nowhere: {where} has no heading or target "
        f"'{found.fragment}'{_near_anchor(found)}"
    )


def _is_held_back(other: Document, document: Document, site: Site) -> bool:
    """Drafts may link to drafts: they may well be published together."""
    return document.is_published(site.now) and not other.is_published(site.now)


def _is_named(link: Link, found: Destination, site: Site) -> bool:
    """`#name` may also be a target in any other document, or in another project's inventory."""
    if not link.target.removeprefix("project:").startswith("#"):
        return False
    if site.settings.has_inventories or "." in found.fragment:  # `module.function`
        return True  # what MyST does not find there, it tells of itself
    return found.fragment in site.targets or site.is_named_elsewhere(found.fragment)


def _near_anchor(found: Destination) -> str:
    source = found.document.source if found.document else None
    anchors = sorted(source.anchors) if source else []
    near = get_close_matches(found.fragment, anchors, n=1)
    return f"; did you mean '#{near[0]}'?" if near else "; take the link out, or add the heading"


def _near_page(link: Link, site: Site) -> str:
    if link.target.startswith("www."):
        return f"; write 'https://{link.target}'"
    path = link.target.partition("#")[0]
    stem = path.rpartition("/")[2].partition(".")[0]
    others = {name.rpartition("/")[2] for name in site.documents} - {stem}
    near = get_close_matches(stem, sorted(others), n=1)
    return f"; did you mean '{near[0]}'?" if near else "; there is no such page or file"


def _echo(link: Link, found: Destination) -> str:
    """MyST names the fragment in quotes, or the whole address where no page was found."""
    return f"'{found.fragment}'" if found.fragment and found.exists else link.target
