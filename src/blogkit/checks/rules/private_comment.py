"""A post has comments, which the build holds back.

Why: other generators send comments to readers within the page; here nobody but you sees them. This
says what was held back, once for each post.
Bad: `<!-- ask her whether I may tell this -->`, if the source itself is public.
Good: notes to self in a file of their own, where the source is public too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.comments import own_comments
from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.checks.secrets import without_secrets
from blogkit.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "private-comment"
SHOWN = 60  # characters of each comment


def check(document: Document, site: Site) -> Iterator[Finding]:
    comments = list(own_comments(document.source)) if document.source else []
    if not comments:
        return
    held_back = "is held back" if len(comments) == 1 else "are held back"
    message = (
        f"{counted(len(comments), 'comment')} {held_back}: readers, feeds and search never see "
        "what is in comments; write it as text if they should"
    )
    evidence = tuple(
        Evidence(document.path, each.place, _begin(without_secrets(each.text))) for each in comments
    )
    yield Finding(NAME, Severity.INFO, document.path, comments[0].place, message, evidence)


def _begin(text: str) -> str:
    """Its first words, on one line."""
    words = " ".join(text[: 2 * SHOWN].split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
