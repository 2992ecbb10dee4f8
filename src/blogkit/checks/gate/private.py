"""What no reader may see: comments, drafts, future posts; and what readers see anyway."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blogkit.checks.gate.streams import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.site import Document, Site
    from blogkit.sources import Place

IN_A_ROW = 5  # words; fewer stand together by chance
SHORTEST = 4  # letters of a word that may tell of a draft
ADDRESS = re.compile(r"\]\([^)\s]*\)|\{[\w-]+\}(?=`)|<https?://[^>]*>")
RST_COMMENT = re.compile(
    r"^([ \t]*)\.\.[ \t]+(?!\S*::|_|\[|\|)(\S.*(?:\n(?:[ \t]*\n)*\1[ \t]+\S.*)*)", re.MULTILINE
)
FIELD = re.compile(r"^(title|tags|category|location|series|:?tags:|:category:)\s*:?(.*)$")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Where a private text stands, and what it is a part of."""

    path: Path
    line: int
    what: str


@dataclass(frozen=True)
class Private:
    """Rows of words and telling words that stand in private texts, each where it is first found."""

    rows: dict[Words, Origin] = field(default_factory=dict)
    words: dict[str, Origin] = field(default_factory=dict)


def private_of(site: Site) -> Private:
    """All that is private in the sources of the site."""
    found = Private()
    for document in site.documents.values():
        if document.is_published(site.now):
            for line, text in _comments(document):
                _add_rows(text, document.path, line, "a comment", found.rows)
        else:
            _add_unpublished(document, found)
    return found


def rows_of(words: list[str]) -> Iterator[Words]:
    """Every so many words in a row."""
    return zip(*(words[at:] for at in range(IN_A_ROW)), strict=False)


def visible_texts(document: Document) -> Iterator[str]:
    """The text of a published document without its comments, as written and without addresses."""
    if document.source:
        lines = list(document.source.lines)
        for comment in document.source.comments:
            _blank(lines, comment.place)
        text = "\n".join(lines)
    else:
        text = RST_COMMENT.sub("", _text(document))
    yield text
    yield ADDRESS.sub(" ", text)


def _blank(lines: list[str], place: Place) -> None:
    """Take out what stands at a place; the lines stay."""
    for number in range(place.line, place.end_line + 1):
        line = lines[number - 1]
        start = place.column - 1 if number == place.line else 0
        end = place.end_column - 1 if number == place.end_line else len(line)
        lines[number - 1] = line[:start] + line[end:]


def _comments(document: Document) -> Iterator[tuple[int, str]]:
    yield from document.comments
    if document.is_markdown:
        return
    for found in RST_COMMENT.finditer(document.text):
        yield document.text.count("\n", 0, found.start()) + 1, found[2]


def _add_unpublished(document: Document, found: Private) -> None:
    text, what = _text(document), "a post that is not published"
    _add_rows(text, document.path, 1, what, found.rows)
    title = document.title
    telling = [(title.place.line, title.text)] if title else []
    for number, line in enumerate(text.splitlines()[:40], 1):
        field_of = FIELD.match(line.strip())
        if field_of:
            telling.append((number, field_of[2]))
    telling.append((1, document.docname.removesuffix("/index").rpartition("/")[2]))
    for number, words in telling:
        for word in words_in(words):
            if len(word) >= SHORTEST and not word.isdigit():
                found.words.setdefault(word, Origin(document.path, number, what))


def _add_rows(text: str, path: Path, first: int, what: str, rows: dict[Words, Origin]) -> None:
    """Rows within a paragraph: what stands before and after it may be anywhere."""
    for variant in dict.fromkeys((text, ADDRESS.sub(" ", text))):
        words: list[str] = []
        lines: list[int] = []
        for number, line in enumerate((*variant.split("\n"), ""), first):
            found = words_in(line)
            words += found
            lines += [number] * len(found)
            if found:
                continue
            for row, at in zip(rows_of(words), lines, strict=False):
                rows.setdefault(row, Origin(path, at, what))
            words, lines = [], []


def _text(document: Document) -> str:
    if document.source:
        return "\n".join(document.source.lines)
    if document.text:
        return document.text
    try:
        return document.path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
