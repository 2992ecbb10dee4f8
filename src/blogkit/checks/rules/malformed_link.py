"""A link is written so that it cannot lead where it was meant to.

Why: the reader sees brackets, nothing to click on, or a page of their own computer; and what
follows `utm_source=` tells strangers where the reader came from.
Bad: `[talk](https://example.org/talk.html.html)`, `[draft](http://localhost:8000/posts/a.html)`,
`[](https://example.org)`, `[talk]()`, `[talk](https://example.org/?utm_source=mail)`,
`[talk](my talk.html)`.
Good: `[talk](https://example.org/talk.html)`, `[draft](a.md)`, `<https://example.org>`,
`[talk](my%20talk.html)`.
Fix: the address as it was probably meant. It declines where the address is empty, or stands
elsewhere in the file (`[talk][1]`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from blogkit.checks.edits import line_at, new_target, text_at
from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.links import destination
from blogkit.sources import Place
from blogkit.sources.mentions import PICTURE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Link, Source

NAME = "malformed-link"
OWN_COMPUTER = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})  # noqa: S104 - not bound to
TWICE_HTML = re.compile(r"(\.html?)\.html?(?=[?#]|$)")
NO_TEXT = re.compile(r"\[\s*\](?=[(\[])")
TRACKING = re.compile(
    r"(?P<before>[?&])(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid"
    r"|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|vero_id|oly_enc_id|oly_anon_id)=[^&#\s()<>\[\]\"']*"
    r"(?P<after>&?)"
)
# Square and round brackets around words that MyST does not read as a link, for the spaces in it.
UNREAD = re.compile(
    r"(?<!\\)!?\[[^\[\]\ufffc]*\]\((?P<address>[^()<>\"'\s]+(?: +[^()<>\"'\s]+)+)\)"
)
IS_ADDRESS = re.compile(
    r"(?:https?://|\.{0,2}/|#)|.*\.(?:html?|md|pdf|png|jpe?g|gif|webp|svg)(?:#\S*)?$"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a link, and what would mend it."""

    message: str
    fix: Fix | None = None


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    found = [*_unread_links(source)]
    for link in source.links:
        fault = None if link.in_toctree else _fault(link, document, site, source)
        if fault:
            found.append((link.place, fault))
    for place, fault in found:
        message, fix = fault.message, fault.fix
        yield Finding(NAME, Severity.WARNING, document.path, place, message, fix=fix)


def _fault(link: Link, document: Document, site: Site, source: Source) -> Fault | None:
    if not link.target.strip():
        is_short = link.place.line == link.place.end_line
        shown = link.text or (text_at(link.place, source) if is_short else "<a>")
        return Fault(f"the link '{shown}' has no address; write it between the brackets")
    if NO_TEXT.match(line_at(link.place, source)):
        return _without_text(link, document, site, source)
    try:
        parts = urlsplit(link.target)
        host = parts.hostname or ""
    except ValueError:  # brackets where an address of six groups should be
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host in OWN_COMPUTER:
        return _to_own_computer(link, parts, document, site)
    return _tracked(link, source) or _twice_html(link, parts, document, site)


def _without_text(link: Link, document: Document, site: Site, source: Source) -> Fault | None:
    """MyST puts a title into `[](post.md)` and `[](#heading)`; elsewhere nothing is to be seen."""
    if PurePath(link.target).suffix.lower() in PICTURE_SUFFIXES:
        found = destination(link, document, site)
        if found and not found.exists:
            return None  # a broken link already
        start = Place(link.place.line, link.place.column, link.place.line, link.place.column)
        message = f"the link to '{link.target}' has no text; '!' before it would show the picture"
        return Fault(message, Fix((Edit(source.path, start, "!"),)))
    if not link.target.startswith(("http://", "https://")):
        return None
    message = f"the link to '{link.target}' has no text to click on; write it into the brackets"
    is_plain = text_at(link.place, source) == f"[]({link.target})"
    edit = Edit(source.path, link.place, f"<{link.target}>")
    return Fault(message, Fix((edit,)) if is_plain else None)


def _to_own_computer(
    link: Link, parts: SplitResult, document: Document, site: Site
) -> Fault | None:
    """Silent where readers are told to open just that: the text says the address too."""
    if (parts.hostname or "") in link.text or not document.source:
        return None
    message = f"the link '{link.target}' leads to the reader's own computer"
    target = parts._replace(scheme="", netloc="").geturl() or "/"
    found = destination(replace(link, target=target), document, site)
    if found is None or not found.exists:
        return Fault(f"{message}; write the address that it is published at")
    fix = new_target(link, target, document.source)
    return Fault(f"{message}; did you mean '{target}'?", fix)


def _twice_html(link: Link, parts: SplitResult, document: Document, site: Site) -> Fault | None:
    """On other sites; within the blog this is a broken link, and told as one."""
    if (
        not TWICE_HTML.search(parts.path)
        or destination(link, document, site)
        or not document.source
    ):
        return None
    target = TWICE_HTML.sub(r"\1", link.target, count=1)
    message = f"the link '{link.target}' ends in '.html' twice; did you mean '{target}'?"
    return Fault(message, new_target(link, target, document.source))


def _tracked(link: Link, source: Source) -> Fault | None:
    found = TRACKING.search(link.target)
    if found is None:
        return None
    name = found[0].lstrip("?&").partition("=")[0]
    message = f"the link carries '{name}', which tells where readers come from; take it out"
    if link.place.line != link.place.end_line:
        return Fault(message)
    written = text_at(link.place, source)
    plain = _without_tracking(written)
    edit = Edit(source.path, link.place, plain)
    return Fault(message, Fix((edit,)) if plain != written else None)


def _without_tracking(text: str) -> str:
    """`?a=1&utm_x=2&b=3#c` gives `?a=1&b=3#c`. Of two neighbours one round takes the first."""
    while (shorter := TRACKING.sub(_joint, text)) != text:
        text = shorter
    return text


def _joint(found: re.Match[str]) -> str:
    """What is left of a parameter's `?` or `&` when another follows it."""
    return found["before"] if found["after"] else ""


def _unread_links(source: Source) -> Iterator[tuple[Place, Fault]]:
    for number, line in enumerate(source.prose, 1):
        for found in UNREAD.finditer(line) if "](" in line else ():
            address = found["address"]
            if not IS_ADDRESS.match(address):
                continue
            begin, end = found.span("address")
            meant = address.replace(" ", "%20")
            message = f"'{found[0]}' is no link, for the spaces in its address; write '{meant}'"
            edit = Edit(source.path, Place(number, begin + 1, number, end + 1), meant)
            place = Place(number, found.start() + 1, number, found.end() + 1)
            yield place, Fault(message, Fix((edit,)))
