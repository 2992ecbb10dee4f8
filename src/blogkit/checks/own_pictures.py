"""Which folders of pictures belong to one post alone, and which pictures its text names."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from blogkit.checks.pictures import shown_files
from blogkit.sources.mentions import picture_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from blogkit.site import Document, Site
    from blogkit.sources import Source

COMMENT = re.compile(r"<!--(?:.*?-->|.*\Z)|^[ \t]*%[^\n]*", re.DOTALL | re.MULTILINE)
SIBLINGS = ("", "-images", "_images")  # of `trip.md`: `trip-images`


def names_outside_comments(source: Source) -> set[str]:
    """The names, in lower case, of the pictures that the text names anywhere but in a comment."""
    text = COMMENT.sub(" ", "\n".join(source.lines))
    targets = (*picture_mentions(text), *(image.target for image in source.images))
    return {PurePath(target).name.lower() for target in targets}


def own_folders(document: Document, site: Site) -> Iterator[Path]:
    """The folders in which only pictures of this document lie, in the order of their names.

    They lie beside it or below, hold no other document, and no other names a picture in them.
    """
    parent, stem = document.path.parent, document.path.stem
    candidates = {parent / f"{stem}{suffix}" for suffix in SIBLINGS}
    if parent != site.root:
        shown = {path.parent for _, path in shown_files(document, site)}
        others = {parent, *(folder for folder in shown if folder.is_relative_to(parent))}
        if not _has_strangers(site, parent, site.names_in(parent)):
            candidates |= others
    return (each for each in sorted(candidates) if _is_own(each, document, site))


@lru_cache(maxsize=64)
def _has_strangers(site: Site, folder: Path, names: frozenset[str]) -> bool:
    """Whether texts lie here that were not read: of what they show, nothing is known."""
    texts = (folder / name for name in names if name.endswith(site.settings.source_suffix))
    return any(site.document_at(text) is None for text in texts)


def _is_own(folder: Path, document: Document, site: Site) -> bool:
    if folder.name.startswith(("_", ".")) or site.is_named_elsewhere(folder.name):
        return False
    here = 1 if folder == document.path.parent else 0
    if _documents_in(site)[folder] > here:
        return False
    users: list[str] = site.ask("users-of-folder", str(folder))
    return not {*users} - {document.docname}


@lru_cache(maxsize=4)
def _documents_in(site: Site) -> Counter[Path]:
    """How many documents each folder holds; of this, all findings depend on the site's world."""
    return Counter(document.path.parent for document in site.documents.values())


def folders_in_use(site: Site, folder: str) -> list[str]:
    """The names of the documents that name a picture in this folder."""
    return sorted(_users(site).get(folder, ()))


def all_users(site: Site) -> list[tuple[str, list[str]]]:
    """The folders in which any document names a picture, with the names of these."""
    return sorted((folder, sorted(users)) for folder, users in _users(site).items())


@lru_cache(maxsize=4)
def _users(site: Site) -> Mapping[str, set[str]]:
    users = defaultdict(set)
    for document in site.documents.values():
        for written in document.picture_folders:
            base = site.root if written.startswith("/") else document.path.parent
            folder = os.path.normpath(base / written.lstrip("/"))
            users[folder].add(document.docname)
    return users
