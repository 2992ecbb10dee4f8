"""Which folders of pictures belong to one post alone, and which pictures its text names."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from blogkit.checks.pictures import shown_files
from blogkit.sources.mentions import picture_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blogkit.site import Document, Site
    from blogkit.sources import Source

COMMENT = re.compile(r"<!--(?:.*?-->|.*\Z)|^[ \t]*%[^\n]*", re.DOTALL | re.MULTILINE)
SIBLINGS = ("", "-images", "_images", "-photos", "_files")  # of `trip.md`: `trip-images`


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
    siblings = {parent / f"{stem}{suffix}" for suffix in SIBLINGS}
    candidates = siblings & {parent / name for name in site.names_in(parent)}
    if parent != site.root:
        shown = {path.parent for _, path in shown_files(document, site)}
        candidates |= {parent, *(folder for folder in shown if folder.is_relative_to(parent))}
    return (each for each in sorted(candidates) if _is_own(each, document, site))


def _is_own(folder: Path, document: Document, site: Site) -> bool:
    if folder.name.startswith(("_", ".")) or site.is_named_elsewhere(folder.name):
        return False
    files = (folder / name for name in site.names_in(folder))
    if any(site.document_at(file) not in (None, document) for file in files):
        return False
    users: list[str] = site.ask("users-of-folder", str(folder))
    return not {*users} - {document.docname}


def folders_in_use(site: Site, folder: str) -> list[str]:
    """The names of the documents that name a picture in this folder."""
    return sorted(_users(site).get(folder, ()))


@lru_cache(maxsize=4)
def _users(site: Site) -> Mapping[str, set[str]]:
    users = defaultdict(set)
    for document in site.documents.values():
        for written in document.picture_folders:
            base = site.root if written.startswith("/") else document.path.parent
            folder = os.path.normpath(base / written.lstrip("/"))
            users[folder].add(document.docname)
    return users
