"""The pictures of a post tell where they were taken, or with which camera and whose.

Why: whoever saves such a picture reads off where the author lives.
Bad: a telephone's photo of one's kitchen, put on the web as it is.
Good: the copy without these details, which the photo build makes. The orientation and the colour
profile stay in it.
Fix: none here. To strip a picture is to write the author's own file anew, perhaps the only one;
only the published copies are stripped. In the source this is told as an info, once for each post;
a published picture that still tells is an error.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.pictures import shown_pictures
from blogkit.checks.private_details import ORDER
from blogkit.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "private-image-metadata"


def check(document: Document, site: Site) -> Iterator[Finding]:
    telling = [
        (image, path, file) for image, path, file in shown_pictures(document, site) if file.private
    ]
    if not telling:
        return
    counts = Counter(words for _, _, file in telling for words in file.private)
    details = ", ".join(f"{words} ({counts[words]})" for words in ORDER if counts[words])
    first, path, _ = telling[0]
    message = (
        f"the files of {counted(len(telling), 'picture')} of this post, beginning with "
        f"'{path.name}', tell {details}; the published copies must not, so let the build make "
        "them, and do not hand out the files themselves"
    )
    yield Finding(NAME, Severity.INFO, document.path, first.place, message)
