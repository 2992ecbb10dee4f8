"""The years that a post names besides its title: in its date, its names and its links.

A name or a link counts only if it says a word of the title too: `2025.djangocon.us` beside
"DjangoCon", not `example.org/2025/05/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from blogkit.checks.headings import same_words
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document

YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20\d\d)(?!\d)")
ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
DATE_IN_NAME = re.compile(r"\d{4}-\d\d-\d\d-?")
SHORTEST_WORD = 4  # letters that tell one thing from another
SAY_NOTHING = frozenset(
    {"about", "after", "from", "have", "into", "part", "post", "that", "this", "what", "with"}
)
DATE, NAME, PICTURES, LINKS = "the date", "the file's name", "the pictures' folder", "the links"


@dataclass(frozen=True)
class Sign:
    """A year that is named at a place, by one of the four kinds of evidence."""

    kind: str
    year: str
    place: Place
    text: str


def signs_of(document: Document, own_address: str) -> Iterator[Sign]:
    """All years that the post names, besides in its title, as evidence of what it is about."""
    for post in document.posts:
        if post.date:
            text = f"the date is of {post.date.year}"
            yield Sign(DATE, str(post.date.year), post.date_place, text)
    stem = _stem(document)
    yield from _of_name(document, stem)
    yield from _of_folders(document, stem)
    yield from _of_links(document, stem, own_address)


def _stem(document: Document) -> frozenset[str]:
    words = same_words(document.title.text if document.title else "")
    long = (word for word in words if len(word) >= SHORTEST_WORD and not word.isdigit())
    return frozenset(long) - SAY_NOTHING


def _years(name: str, stem: frozenset[str]) -> set[str]:
    return set(YEAR.findall(name)) if stem.intersection(same_words(name)) else set()


def _of_name(document: Document, stem: frozenset[str]) -> Iterator[Sign]:
    path = PurePosixPath(document.docname)
    name = path.parent.name if path.name == "index" else path.name
    for year in _years(DATE_IN_NAME.sub("", name), stem):
        yield Sign(NAME, year, Place(1), f"the file is called '{name}'")


def _of_folders(document: Document, stem: frozenset[str]) -> Iterator[Sign]:
    folders: dict[str, Place] = {}
    for image in document.source.images if document.source else ():
        if "://" not in image.target:
            folders.setdefault(PurePosixPath(image.target).parent.name, image.place)
    for folder, place in folders.items():
        for year in _years(folder, stem):
            yield Sign(PICTURES, year, place, f"the pictures are in '{folder}'")


def _of_links(document: Document, stem: frozenset[str], own_address: str) -> Iterator[Sign]:
    """Each address once, also those in comments. The blog's own lead to posts of other years."""
    seen = set()
    for number, line in enumerate(document.source.lines if document.source else (), 1):
        for found in ADDRESS.finditer(line) if "://" in line else ():
            address = found[0].rstrip(".,;:!?/")
            is_own = bool(own_address) and address.startswith(own_address.rstrip("/"))
            if address in seen or is_own:
                continue
            seen.add(address)
            place = Place(number, found.start() + 1, number, found.start() + len(address) + 1)
            for part in address.split("/")[2:]:
                for year in _years(part, stem):
                    yield Sign(LINKS, year, place, f"a link leads to '{part}'")
