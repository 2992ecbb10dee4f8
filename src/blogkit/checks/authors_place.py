"""Where the author wrote what a built page points to."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from blogkit.sources import Place

if TYPE_CHECKING:
    from blogkit.checks.built_files import Pointer
    from blogkit.site import Document
    from blogkit.sources import Image, Link, Source

SOURCE_OR_PAGE = re.compile(r"\.(html|ipynb|md|rst)$")
TELLING = 4  # letters; shorter words stand anywhere


def authors_place(document: Document, pointer: Pointer) -> Place | None:
    """The place of the link or picture that became *pointer*; None if it is not the author's.

    Addresses change on their way to the page: `a.md#x` becomes `a.html#x`, `trip/b.jpg` becomes
    `../_images/b.jpg`. So they are matched by their last part, and by the fragment. Of a document
    that is not Markdown, the first line is taken that holds one of the two.
    """
    if document.source:
        return _in_source(document.source, pointer)
    return _in_text(document.text, pointer)


def _in_source(source: Source, pointer: Pointer) -> Place | None:
    written = unquote(pointer.written)
    pieces: tuple[Link | Image, ...] = (*source.links, *source.images)
    exact = next((each.place for each in pieces if each.target == written), None)
    if exact:
        return exact
    wanted = _last_part(written)
    return next((each.place for each in pieces if _last_part(each.target) == wanted), None)


def _last_part(target: str) -> tuple[str, str]:
    path, _, fragment = target.partition("#")
    name = PurePosixPath(path.partition("?")[0]).name
    return SOURCE_OR_PAGE.sub("", name), fragment


def _in_text(text: str, pointer: Pointer) -> Place | None:
    name, fragment = _last_part(unquote(pointer.written))
    wanted = [each for each in (fragment, name) if len(each) >= TELLING]
    for each in wanted:
        for number, line in enumerate(text.splitlines(), 1):
            at = max(line.find(each), line.find(quote(each)))
            if at >= 0:
                return Place(number, at + 1, number, at + len(each) + 1)
    return None
