"""A comment holds a sentence, a heading or a picture, as if it was meant to be read.

Why: comments are never published; what was put there for the time being is easily forgotten.
Bad: `<!-- Tuesday was a day of firsts. -->` long after Tuesday's part was written.
Good: the sentence as text; or only links and notes in the comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.comments import own_comments
from blogkit.checks.finding import Finding, Severity
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Comment, Source

NAME = "prose-in-comment"
HEADING = re.compile(r"#{2,6} +\w")
PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]+|<img ")
SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’»)*_]*$|[。！？]$")
WORD = re.compile(r"\w+")
FEWEST_WORDS = 4  # of a sentence
LONGEST = 6  # lines of a sentence
WRAPPED = 50  # characters; a line as long may go on in the next
# Notes to self, however well they are written.
NOTE = re.compile(
    r"(?:todo|fixme|xxx|tbd|tba|wip|nb|note(?: to self)?|idea|draft|source|via|hack|check|ask|add"
    r"|find|fix|remove|delete|insert|update|rewrite|rephrase|mention|remember|maybe|perhaps|don't"
    r"|do not|need|needs|should|see|look up|link to|copyright|licen[sc]e|generated|this file)\b",
    re.IGNORECASE,
)


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    for comment in own_comments(source) if source else ():
        lines = comment.text.split("\n")
        found = next(((at, what) for at in range(len(lines)) if (what := _what(lines, at))), None)
        if source and found:
            at, what = found
            message = (
                f"this comment holds {what}, which readers will not see; "
                "if it was meant for them, take it out of the comment"
            )
            place = _place(comment, lines[at], at, source)
            yield Finding(NAME, Severity.INFO, source.path, place, message)


def _what(lines: list[str], at: int) -> str:
    """What on this line may have been meant to be read; empty for nothing."""
    line = lines[at].lstrip(" \t>").rstrip()
    if HEADING.match(line):
        return "a heading"
    if PICTURE.search(line):
        return "a picture"
    return "a sentence" if _is_sentence(line, lines[at + 1 : at + LONGEST]) else ""


def _is_sentence(line: str, following: list[str]) -> bool:
    """Whether one begins with this line, and ends with it or, where it is wrapped, below."""
    if not line[:1].isalpha() or line[:1].islower() or NOTE.match(line) or "://" in line:
        return False
    count = len(WORD.findall(line))
    for behind in following:
        if SENTENCE_ENDS.search(line) or len(line) < WRAPPED:
            break
        line = behind.strip()
        count += len(WORD.findall(line))
    is_long = count >= FEWEST_WORDS or line.endswith(("。", "！", "？"))
    return is_long and bool(SENTENCE_ENDS.search(line)) and "://" not in line


def _place(comment: Comment, text: str, at: int, source: Source) -> Place:
    number = min(comment.place.line + at, len(source.lines))
    begin = source.lines[number - 1].find(text.strip())
    if begin < 0:
        return comment.place
    return Place(number, begin + 1, number, begin + len(text.strip()) + 1)
