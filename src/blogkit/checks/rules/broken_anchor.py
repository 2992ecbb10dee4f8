"""A link leads to a page or a heading of this blog that is not there.

Why: a reader who follows it stays where they are, or lands on "page not found".
Bad: `[Intro](#intro)` where no heading is called Intro. Good: the heading's words in lower case,
with hyphens for spaces: `[How it began](#how-it-began)`.
Fix: lets the link lead to the one that the message proposes. It declines where there is none, and
where the address is not written in the link itself.
"""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches
from operator import attrgetter
from typing import TYPE_CHECKING

from blogkit.checks.edits import new_target
from blogkit.checks.finding import Finding, Severity
from blogkit.checks.lost import is_held_back, lost_link, nearest
from blogkit.checks.roles import has_label, labels, named_by_role
from blogkit.links import destination
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.lost import Lost
    from blogkit.links import Destination
    from blogkit.site import Document, Site
    from blogkit.sources import Link

NAME = "broken-anchor"
ENDINGS = (".md", ".html")
NUMBER = re.compile(r"\d+")
ANSWERERS = {"label": has_label}
GROUNDS = {"label": attrgetter("world.digest")}


def check(document: Document, site: Site) -> Iterator[Finding]:
    for link in document.source.links if document.source else ():
        find = named_by_role if link.role in ("doc", "ref") else destination
        found = find(link, document, site)
        if found is None:
            continue
        fault, target = _fault(link, found, document, site)
        if not fault:
            continue
        # Another project may well be published below this blog's own address.
        is_elsewhere = not found.exists and "://" in link.target
        severity = Severity.WARNING if is_elsewhere else Severity.ERROR
        fix = new_target(link, target, document.source) if target and document.source else None
        yield Finding(
            NAME, severity, document.path, link.place, fault, echo=_echo(link, found), fix=fix
        )


def _fault(link: Link, found: Destination, document: Document, site: Site) -> tuple[str, str]:
    """What is wrong, and where the link was probably meant to lead; both may be empty."""
    if not found.exists:
        near = _near_label(link, site) if link.role == "ref" else _near_page(link, document, site)
        return f"the link '{link.target}' leads nowhere{_advice(link, near)}", near
    other = found.document
    if other and is_held_back(other, document, site):
        return (
            f"the link '{link.target}' leads to {shown_path(other.path)}, which is not published; "
            "publish it, or take the link out"
        ), ""
    lost = lost_link(link, found, document, site)
    return _lost_anchor(lost, document, site) if lost else ("", "")


def _lost_anchor(lost: Lost, document: Document, site: Site) -> tuple[str, str]:
    about = (lost.other.docname, lost.fragment)
    if site.ask("commented-out", *about) or site.ask("successor", *about):
        return "", ""  # other checks tell of these
    source = lost.other.source
    near = nearest(lost.link, lost.fragment, source) if source else ""
    advice = f"did you mean '#{near}'?" if near else "take the link out, or add the heading"
    where = "this page" if lost.other is document else shown_path(lost.other.path)
    target = f"{lost.link.target.partition('#')[0]}#{near}" if near else ""
    return (
        f"the link '{lost.link.target}' leads nowhere: {where} has no heading or target "
        f"'{lost.fragment}'; {advice}"
    ), target


def _advice(link: Link, near: str) -> str:
    if link.target.startswith("www."):
        return f"; write '{near}'"
    if near:
        return f"; did you mean '{near}'?"
    if link.role == "ref":
        return "; there is no such label"
    return "; there is no such page or file"


def _near_label(link: Link, site: Site) -> str:
    site.look_at_all()
    near = get_close_matches(link.target, sorted(labels(site)), n=1)
    return near[0] if near else ""


def _near_page(link: Link, document: Document, site: Site) -> str:
    """The address of the page with the nearest name, if it is the only one of that name."""
    if link.target.startswith("www."):
        return f"https://{link.target}"
    path, hash_sign, fragment = link.target.partition("#")
    stem = _stem(path)
    site.look_at_all()
    named = [
        name
        for name, other in site.documents.items()
        if other is not document and not is_held_back(other, document, site)
    ]
    possible = {_stem(name) for name in named if _numbers(_stem(name)) == _numbers(stem)}
    near = get_close_matches(stem, sorted(possible), n=1)
    found = [name for name in named if near and _stem(name) == near[0]]
    if len(found) != 1:
        return ""
    ending = next((each for each in ENDINGS if path.endswith(each) and not link.role), "")
    return _written_like(path, found[0], document, site) + ending + hash_sign + fragment


def _numbers(stem: str) -> list[str]:
    """Names that are dates look like each other, whatever days they mean."""
    return sorted(NUMBER.findall(stem))


def _written_like(path: str, docname: str, document: Document, site: Site) -> str:
    """The address of a document: in full, from the root, or from here, as *path* is."""
    base = site.settings.blog_baseurl.rstrip("/")
    if base and path.startswith(base):
        return f"{base}/{docname}"
    if path.startswith("/"):
        return f"/{docname}"
    here = posixpath.relpath(f"/{docname}", posixpath.dirname(f"/{document.docname}"))
    return f"project:{here}" if path.startswith("project:") else here


def _stem(path: str) -> str:
    """The name of a page without its folder and ending; of `trip/index`, the folder's."""
    path = path.removesuffix("/").removesuffix("/index")
    return path.rpartition("/")[2].partition(".")[0]


def _echo(link: Link, found: Destination) -> str:
    """MyST names the fragment in quotes, or the whole address where no page was found."""
    if link.role:
        return f"'{link.target.lower() if link.role == 'ref' else link.target}'"
    return f"'{found.fragment}'" if found.fragment and found.exists else link.target
