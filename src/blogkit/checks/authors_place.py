"""Where the author wrote what a built page points to."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.built_files import Pointer
    from blogkit.site import Document
    from blogkit.sources import Image, Link, Source

SOURCE_OR_PAGE = re.compile(r"\.(html|ipynb|md|rst)$")
TELLING = 4  # letters; shorter words stand anywhere


def authors_places(document: Document, pointer: Pointer) -> list[Place]:
    """The places of the links or pictures that may have become *pointer*, the likeliest first.

    Addresses change on their way to the page: `a.md#x` becomes `a.html#x`, `trip/b.jpg` becomes
    `../_images/b.jpg` or `../_images/b-800.avif`. So they are matched by their last part, and by
    the fragment. Of a document that is not Markdown, the first line is taken that holds either.
    """
    if document.source:
        return _in_source(document.source, pointer)
    return list(_in_text(document.text, pointer))


def _in_source(source: Source, pointer: Pointer) -> list[Place]:
    written = unquote(pointer.written)
    pieces: tuple[Link | Image, ...] = (*source.links, *source.images)
    exact = [each.place for each in pieces if each.target == written]
    wanted = _last_part(written)
    alike = [each.place for each in pieces if _last_part(each.target) == wanted]
    return exact or alike or list(_as_variant(source, wanted[0]))


def _as_variant(source: Source, name: str) -> Iterator[Place]:
    """The picture of which this is a smaller copy: of `lake.jpg` there is `lake-800.webp`."""
    for image in source.images:
        stem = PurePosixPath(image.target).stem
        if stem and name.startswith((f"{stem}-", f"{stem}.")):
            yield image.place


def _last_part(target: str) -> tuple[str, str]:
    path, _, fragment = target.partition("#")
    name = PurePosixPath(path.partition("?")[0]).name
    return SOURCE_OR_PAGE.sub("", name), fragment


def _in_text(text: str, pointer: Pointer) -> Iterator[Place]:
    name, fragment = _last_part(unquote(pointer.written))
    wanted = [each for each in (fragment, name) if len(each) >= TELLING]
    for each in wanted:
        for number, line in enumerate(text.splitlines(), 1):
            at = max(line.find(each), line.find(quote(each)))
            if at >= 0:
                yield Place(number, at + 1, number, at + len(each) + 1)
                return
