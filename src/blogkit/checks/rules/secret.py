"""A key, a token or a password stands in a source.

Why: whoever sees the source, its history or the page can use it, often within minutes.
Bad: `AWS_SECRET_ACCESS_KEY=` followed by the real one, in an example or in a comment.
Good: `AWS_SECRET_ACCESS_KEY=<your key>`; the real one only where the program runs. One that was
ever saved here is known: revoke it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.secrets import secrets_in
from blogkit.sources import Place
from blogkit.sources.places import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.secrets import Secret
    from blogkit.site import Document, Site

NAME = "secret"


def check(document: Document, site: Site) -> Iterator[Finding]:
    lines = document.source.lines if document.source else split_lines(document.text)
    found = secrets_in("\n".join(lines))
    starts = [0, *accumulate(len(line) + 1 for line in lines)] if found else []
    for secret in found:
        message = (
            f"what looks like {secret.kind} stands here; "
            "revoke it, and write a stand-in such as '<your key>'"
        )
        place = _place(secret, starts)
        yield Finding(NAME, Severity.ERROR, document.path, place, message)


def _place(secret: Secret, starts: Sequence[int]) -> Place:
    """From an offset in the text to lines and columns; *starts* are the offsets of the lines."""
    line, end_line = bisect_right(starts, secret.start), bisect_right(starts, secret.end - 1)
    column, end_column = secret.start - starts[line - 1], secret.end - starts[end_line - 1]
    return Place(line, column + 1, end_line, end_column + 1)
