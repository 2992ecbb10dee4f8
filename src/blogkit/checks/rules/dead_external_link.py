"""A link leads to a page of another site that is no longer there.

Only looked for on request (`make linkcheck`), since other sites have to be asked. A page is dead
when its server says so (404 or 410), or when its host does not exist while others answer. Servers
that are slow, out of order, or closed to programs only "could not be verified": an info.

Why: a reader who follows the link is told that there is nothing.
Bad: `[the talk](https://example.org/talks/gone)`, which answers "404 Not Found".
Good: the address to which the page has moved, or a copy of it in an archive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.verdicts import State
from blogkit.sources import Link, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blogkit.checks.verdicts import Verdict
    from blogkit.site import Document
    from blogkit.sources import Image

NAME = "dead-external-link"
WEB = ("http://", "https://")
URL = re.compile(r"https?://[^\s<>\"'`\\)\]}]+")
ENDS_A_SENTENCE = ".,;:!?"


def check(document: Document, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    """What *verdicts* say about the links of one document; of others nothing is told."""
    for link in external_links(document):
        verdict = verdicts.get(address_of(link.target))
        if verdict is None or verdict.state is State.ALIVE:
            continue
        who = f"the server {verdict.reason}"
        if verdict.state is State.DEAD:
            severity = Severity.WARNING
            message = (
                f"the link '{link.target}' is dead: {who}; find where the page has moved, look "
                "for a copy at web.archive.org, or take the link out"
            )
        else:
            severity = Severity.INFO
            message = f"the link '{link.target}' could not be verified: {who}; try it by hand"
        yield Finding(NAME, severity, document.path, link.place, message)


def external_links(document: Document) -> list[Link]:
    """The links and pictures of other sites, with their addresses as written.

    A source has them percent-decoded, and `%2F` is another address than `/`. Of a document that
    is not Markdown, all is taken that looks like an address.
    """
    source = document.source
    if source is None:
        return list(_addresses_in(document.text))
    written = {unquote(each): each for each in URL.findall("\n".join(source.lines))}
    pieces: tuple[Link | Image, ...] = (*source.links, *source.images)
    return [
        Link(written.get(each.target, each.target), "", each.place)
        for each in pieces
        if each.target.startswith(WEB)
    ]


def address_of(target: str) -> str:
    """What a server is asked for: all but the fragment."""
    return target.partition("#")[0]


def _addresses_in(text: str) -> Iterator[Link]:
    for number, line in enumerate(text.splitlines(), 1):
        for found in URL.finditer(line):
            address = found[0].rstrip(ENDS_A_SENTENCE)
            place = Place(number, found.start() + 1, number, found.start() + len(address) + 1)
            yield Link(address, "", place)
