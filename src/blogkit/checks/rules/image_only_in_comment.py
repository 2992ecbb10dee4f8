"""A picture of a post stands only in a comment.

Why: no reader sees it. Perhaps that is meant; perhaps a comment took more away than it should.
Bad: `<!-- ![A cake](cake.jpg) -->`, and `cake.jpg` nowhere else.
Good: the line without the comment's marks; or neither the line nor the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.edits import part_at
from blogkit.checks.finding import Finding, Severity
from blogkit.checks.own_pictures import names_outside_comments
from blogkit.checks.pictures import exists_exactly, picture_file
from blogkit.sources.mentions import picture_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "image-only-in-comment"


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None or not source.comments:
        return
    shown = names_outside_comments(source)
    for comment in source.comments:
        for target in picture_mentions(comment.text):
            path = picture_file(target, document, site)
            if path.name.lower() in shown or not exists_exactly(path, site):
                continue
            shown.add(path.name.lower())  # told once
            message = (
                f"the picture '{target}' stands only in a comment, so no reader sees it; take "
                "the comment's marks away to show it, or delete the line and the file"
            )
            place = part_at(comment.place, target, source) or comment.place
            yield Finding(NAME, Severity.INFO, document.path, place, message)
