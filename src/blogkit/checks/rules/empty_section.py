"""A heading has nothing under it.

Why: a reader who came for it, perhaps by the contents list, finds the next heading.
Bad: `## Lunch`, then `## Dinner`. Good: a sentence or a picture in between; or no heading yet.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from blogkit.checks.finding import Finding, Severity
from blogkit.checks.headings import sections, text_below, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

NAME = "empty-section"
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Lines that no reader sees: MyST's comments, targets, attributes and block breaks; the definitions
# of links; rules; and HTML that only breaks lines or marks a place.
UNSEEN = re.compile(
    r"\s*(?:%.*|\([^()]+\)=|\{[.#][^{}]*\}|\+\+\+.*|\[[^\]^][^\]]*\]:.*|(?:[-*_]\s*){3,}"
    r"|(?:<br\s*/?>|<a (?:id|name)=[^>]*>\s*</a>)+)?\s*"
)
PAGE_LINK = re.compile(r"\[[^\]]*\]\(#[^)]*\)|<a href=\"#[^>]*>.*?</a>")
TO_THE_TOP = re.compile(
    r"\b(?:top|up|contents|oben|anfang|haut|sommaire|arriba|inicio|topo)\b", re.IGNORECASE
)
FEW_WORDS = 3  # besides the link: an arrow, also one whose bytes were garbled
LONGEST = 200  # characters of a line back to the top


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None:
        return
    headings = sections(source)
    counts = Counter(line.strip() for line in source.lines if "#" in line)
    following = [*((each.place.line, each.level) for each in headings[1:]), (None, 0)]
    for heading, (stop, level) in zip(headings[1:], following[1:], strict=False):
        if level > heading.level:
            continue
        first = text_below(heading, source)
        text = "\n".join(source.lines[first - 1 : stop and stop - 1])
        if _shows_something(text, counts):
            continue
        message = (
            f"the section '{heading.text}' is empty{' but for a comment' * ('<!--' in text)}; "
            "write it, or put the heading into a comment until you do"
        )
        yield Finding(NAME, Severity.WARNING, document.path, heading.place, message)


def _shows_something(text: str, counts: Counter[str]) -> bool:
    seen = COMMENT.sub("", text) if "<!--" in text else text
    return any(
        not UNSEEN.fullmatch(line[:LONGEST]) and not _leads_to_the_top(line.strip(), counts)
        for line in seen.split("\n")
    )


def _leads_to_the_top(line: str, counts: Counter[str]) -> bool:
    """Whether it is nothing but a link within the page that says so, or that is repeated."""
    if "#" not in line or len(line) > LONGEST:
        return False
    link = PAGE_LINK.search(line)
    if link is None or len(words(line.replace(link[0], " "))) > FEW_WORDS + line.count("<"):
        return False
    return counts[line] > 1 or bool(TO_THE_TOP.search(link[0]))
