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

    They lie beside it or below, hold no other document, and no other names a picture in them; what
    is not Markdown may still name the folder.
    """
    parent, stem = document.path.parent, document.path.stem
    candidates = {parent / f"{stem}{suffix}" for suffix in SIBLINGS}
    if parent != site.root:
        shown = {path.parent for _, path in shown_files(document, site)}
        others = {parent, *(folder for folder in shown if folder.is_relative_to(parent))}
        if not site.ask("strangers", str(parent)):
            candidates |= others
    return (each for each in sorted(candidates) if site.ask("own", str(each), document.docname))


def has_strangers(site: Site, folder: str) -> bool:
    """Whether texts lie here that were not read: of what they show, nothing is known."""
    names = site.listed(folder)
    texts = (name for name in names if name.endswith(site.settings.source_suffix))
    return any(f"{folder}/{name}" not in site.world.by_path for name in texts)


def is_own(site: Site, folder: str, docname: str) -> bool:
    """Whether no other document lies in this folder, or names a picture in it."""
    document, name = site.documents.get(docname), PurePath(folder).name
    if document is None or name.startswith(("_", ".")):
        return False
    here = 1 if folder == str(document.path.parent) else 0
    return _documents_in(site)[folder] <= here and not _users(site).get(folder, set()) - {docname}


def all_uses(site: Site) -> object:
    """From which it follows whose own a folder is."""
    documents = site.documents.items()
    shown = [
        (name, sorted(each.picture_folders)) for name, each in documents if each.picture_folders
    ]
    return site.world.digest, shown


@lru_cache(maxsize=4)
def _documents_in(site: Site) -> Counter[str]:
    """How many documents each folder holds."""
    return Counter(os.path.dirname(path) for path in site.world.by_path)  # noqa: PTH120 - of texts


@lru_cache(maxsize=4)
def _users(site: Site) -> Mapping[str, set[str]]:
    users = defaultdict(set)
    for document in site.documents.values():
        for written in document.picture_folders:
            base = site.root if written.startswith("/") else document.path.parent
            folder = os.path.normpath(base / written.lstrip("/"))
            users[folder].add(document.docname)
    return users
