"""The first paragraph that listings show of a post, told from its source.

The rules are those of `blogkit.blog.excerpts.first_paragraphs`, which chooses it once the post is
parsed; a test holds the two side by side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.sources import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.sources import Block, Place, Source

TAG = re.compile(r"<[!/a-zA-Z][^<>]*>")
ADDRESS = re.compile(r"\]\((?:[^()]|\([^()]*\))*\)")
LINK_END = re.compile(r"^\]\([^()]*\)")
WORD = re.compile(r"\w")


def text_blocks(source: Source) -> Iterator[Block]:
    """The paragraphs from which an excerpt is taken, in order."""
    for block in blocks_with_words(source):
        if block.kind is BlockKind.PARAGRAPH and not block.enclosed:
            yield block


def blocks_with_words(source: Source) -> Iterator[Block]:
    """The author's own words, in lists and boxes too; not headings, and not what is below a
    picture."""
    hidden = _hidden(source)
    images = {(each.place.line, each.place.column): each.place for each in source.images}
    for block in source.blocks:
        is_text = block.kind is not BlockKind.HEADING and not _is_captioned(block, images, source)
        if is_text and WORD.search(_visible(block, hidden, source)):
            yield block


def words_of(block: Block, source: Source) -> str:
    """The text of a block as readers see it, roughly, on one line."""
    visible = _visible(block, _hidden(source), source)
    return " ".join(ADDRESS.sub("", visible).replace("[", "").replace("]", "").split())


def _hidden(source: Source) -> dict[int, list[Place]]:
    """By line, what is no word of a paragraph: pictures, and links within the page."""
    found: dict[int, list[Place]] = {}
    within_page = [each.place for each in source.links if each.target.startswith("#")]
    for place in (*(each.place for each in source.images), *within_page):
        for number in range(place.line, max(place.line, place.end_line) + 1):
            found.setdefault(number, []).append(place)
    return found


def _visible(block: Block, hidden: dict[int, list[Place]], source: Source) -> str:
    lines = []
    for part in block.lines:
        text = source.lines[part.line - 1][: part.end_column - 1]
        for place in hidden.get(part.line, ()):
            start = place.column - 1 if place.line == part.line else 0
            end = place.end_column - 1 if place.end_line == part.line else len(text)
            text = text[:start] + " " * (min(end, len(text)) - start) + text[end:]
        lines.append(text[part.column - 1 :])
    return TAG.sub(" ", "\n".join(lines))


def _is_captioned(block: Block, images: dict[tuple[int, int], Place], source: Source) -> bool:
    """Whether it begins with a picture, and its text in the lines beneath."""
    first = block.lines[0]
    line = source.lines[first.line - 1]
    begin = len(line) - len(line[first.column - 1 :].lstrip()) + 1
    place = images.get((first.line, begin)) or images.get((first.line, begin + 1))
    if place is None:
        return False
    behind = LINK_END.sub("", line[place.end_column - 1 :].rstrip())
    return behind == "" or behind.startswith(("![", "<"))
