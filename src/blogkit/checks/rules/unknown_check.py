"""A post switches off a check that there is not.

Why: the slip that the author meant to hide is told all the same; and a check that was renamed
goes on being told.
Bad: `% blogkit: ignore missing-alt`, `<!-- blogkit: missing-alt-text -->`.
Good: `% blogkit: ignore missing-alt-text` on the line before a picture, or in the front matter
`blogkit_ignore: missing-alt-text`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.ignoring import names_in, names_in_front_matter
from blogkit.checks.names import complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Place, Source

NAME = "unknown-check"


def check(document: Document, site: Site) -> Iterator[Finding]:
    for place, message in _faults(document.source) if document.source else ():
        yield Finding(NAME, Severity.WARNING, document.path, place, message)


def _faults(source: Source) -> Iterator[tuple[Place, str]]:
    from blogkit.checks import NAMES  # which is made from this module's name too

    for name, place in names_in_front_matter(source):
        if name not in NAMES:
            yield place, complaint(name, NAMES)
    for comment in source.instructions:
        names = names_in(comment)
        if not names:
            message = (
                "nobody understands this comment; write 'blogkit: ignore' and a check's name in it"
            )
            yield comment.place, message
        for name in names:
            if name not in NAMES:
                yield comment.place, complaint(name, NAMES)
