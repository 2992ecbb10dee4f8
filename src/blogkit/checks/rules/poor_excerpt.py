"""What listings, feeds and search engines would show of a post is no beginning of it.

Why: a reader decides by these words whether to open the post.
Bad: "Disclaimer: the views here are my own." as the first paragraph; a post of pictures alone.
Good: a sentence on what the post is about, below its title.
Fix: a disclaimer or a warning becomes a note, which no excerpt is taken from. It declines if no
paragraph follows that could be shown instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.excerpt import blocks_with_words, text_blocks, words_of
from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.checks.headings import words
from blogkit.sources import Place
from blogkit.sources.contents import CONTENTS_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Block, Source

NAME = "poor-excerpt"
SHOWN = 50  # characters of what would be shown
FEWEST_WORDS = 4  # of a paragraph that can be shown instead
NOTICE = re.compile(
    r"(?:(?:legal |content |spoiler |trigger )?(?:disclaimer|disclosure|warning|notice|alert)s?"
    r"|caution|attention|important|please note|note|nb|n\.b\.|heads[- ]up|spoilers?|cw|tw|update"
    r"|edit|hinweis|achtung|warnung|haftungsausschluss|avertissement|avis|aviso|advertencia|attenzione)"
    r"(?: \([^()]*\)| \d[^:]{0,20})?\s*[:!\u2013\u2014]",
    re.IGNORECASE,
)
OWN_VIEWS = re.compile(
    r"(?:the |all )?(?:views|opinions|thoughts)\b.{0,80}\bare (?:\w+ )?"
    r"(?:my|our|the author's) own\b|this (?:post|page|article) (?:contains|may contain|has) affiliate links",
    re.IGNORECASE,
)


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None or not _takes_first_paragraph(document, site):
        return
    blocks = text_blocks(source)
    first = next(blocks, None)
    if first is None:
        yield from _nothing_to_show(document, source)
        return
    text = words_of(first, source)
    fault = _fault(text.replace("*", "").replace("_", " ").strip())
    if fault:
        shown = text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
        message = f"listings and feeds would show '{shown}', {fault}"
        others = (len(words(words_of(block, source))) for block in blocks)
        fix = _as_note(first, source) if any(count >= FEWEST_WORDS for count in others) else None
        yield Finding(NAME, Severity.WARNING, source.path, first.lines[0], message, fix=fix)


def _takes_first_paragraph(document: Document, site: Site) -> bool:
    """Whether it is a post by its front matter, and one paragraph is what it shows."""
    source = document.source
    is_by_directive = source is None or any(each.name == "post" for each in source.directives)
    if is_by_directive or not document.posts or source is None:
        return False
    count = source.front_matter.values().get("excerpt", site.settings.post_auto_excerpt)
    return str(count).strip() == "1"


def _nothing_to_show(document: Document, source: Source) -> Iterator[Finding]:
    what = "pictures" if source.images else "a contents list" if source.contents else ""
    if what and next(blocks_with_words(source), None) is None:
        message = f"listings and feeds have no words to show of this post, only {what}"
        place = document.title.place if document.title else document.posts[0].place
        advice = "write a sentence on it below its title"
        yield Finding(NAME, Severity.WARNING, source.path, place, f"{message}; {advice}")


def _fault(text: str) -> str:
    if NOTICE.match(text) or OWN_VIEWS.match(text):
        return "a notice; write what the post is about above it, or make it a note"
    if CONTENTS_HEADING.fullmatch(text.strip(" :")):
        return "which heads a list; write what the post is about above it, or make it a heading"
    return ""


def _as_note(block: Block, source: Source) -> Fix | None:
    first, last = block.lines[0], block.lines[-1]
    if source.lines[first.line - 1][: first.column - 1].strip():
        return None  # within a quotation
    begin = Place(first.line, 1, first.line, 1)
    column = len(source.lines[last.line - 1]) + 1
    end = Place(last.line, column, last.line, column)
    edits = (Edit(source.path, begin, "```{note}\n"), Edit(source.path, end, "\n```"))
    return Fix(edits)
