"""What is said of a page in a line: of a post, the first sentences of its excerpt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.blog.excerpts import first_paragraphs, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

LONGEST = 155  # characters; search engines show no more
SPACE = re.compile(r"\s+")
# A new sentence begins with no small letter ("i.e. this"); wide marks need no space behind them.
SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’»)]*(?=\s+[^a-z\s])|[。！？][」』）]*")


def description_of(excerpt: Iterable[nodes.Node]) -> str:
    """As many whole sentences as fit; the first one, cut short, if it is too long by itself."""
    return shortened(" ".join(map(plain_text, excerpt)))


def description_of_page(doctree: nodes.document) -> str:
    """The same for a page that is no post: from its first paragraph of text."""
    return description_of(first_paragraphs(doctree, 1))


def shortened(text: str) -> str:
    """*text* in a line of at most LONGEST characters."""
    line = SPACE.sub(" ", text).strip()
    if not line:
        return ""
    ends = [match.end() for match in SENTENCE_ENDS.finditer(line)] + [len(line)]
    fitting = [end for end in ends if 0 < end <= LONGEST]
    if fitting:
        return line[: fitting[-1]].rstrip()
    words = line[:LONGEST].rpartition(" ")[0] or line[: LONGEST - 1]
    return words.rstrip(" ,;:–—-") + "…"
