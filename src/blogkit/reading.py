"""Finding the documents of a blog, and reading those that are not remembered as they are now."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS

from blogkit.documents import Document, digest_of, read_document
from blogkit.matching import matching_files
from blogkit.memory import Entries, Memory, Stamp, fingerprint, is_settled, stamp_of
from blogkit.parallel import in_parallel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from blogkit.settings import Settings
    from blogkit.sources.markdown import Keep

FILE = "sources.pickle"


@dataclass(frozen=True)
class _Found:
    """A file that is a document, and whether `blog_post_pattern` makes it a post."""

    docname: str
    path: Path
    matched: bool


@dataclass(frozen=True)
class _Entry:
    """A document as it was read from a file with this stamp, which shows any later change if
    it *is_settled*."""

    stamp: Stamp | None
    is_settled: bool
    matched: bool
    document: Document


def read_documents(
    root: Path,
    settings: Settings,
    now: datetime,
    memory: Memory | None,
    jobs: int,
    keep: Keep | None = None,
) -> Sequence[Document]:
    """Every document below *root* that Sphinx would read, in the order of their names."""
    matched = _matched_posts(root, settings)
    found = [_Found(name, path, name in matched) for name, path in discover(root, settings)]
    found.sort(key=lambda each: (each.docname, each.path))
    key = fingerprint([str(root), settings])
    last = memory.recall_entries(FILE, key) if memory else Entries({}, {})
    known: dict[str, _Entry] = last.all
    entries = {str(each.path): _still_true(known.get(str(each.path)), each) for each in found}
    unknown = [each for each in found if entries[str(each.path)] is None]
    fresh = in_parallel(lambda each: _read(each, settings, keep), unknown, jobs)
    entries |= {str(each.path): entry for each, entry in zip(unknown, fresh, strict=True)}
    is_same = len(entries) == len(known) and all(entries.get(path) is known[path] for path in known)
    if memory and not is_same:
        memory.remember_entries(FILE, key, _fit_for(memory, entries, now), last)
    return [entry.document for each in found if (entry := entries[str(each.path)])]


def _still_true(entry: _Entry | None, found: _Found) -> _Entry | None:
    """What is remembered of a file, if it holds the same as then."""
    if entry is None or entry.matched != found.matched or entry.stamp is None:
        return None
    moment, stamp = time.time_ns(), stamp_of(found.path)
    if stamp is None or (stamp == entry.stamp and entry.is_settled):
        return entry if stamp else None
    try:
        digest = digest_of(found.path.read_bytes())
    except OSError:
        return None
    if digest != entry.document.digest:
        return None
    return replace(entry, stamp=stamp, is_settled=is_settled(stamp, moment))


def _read(found: _Found, settings: Settings, keep: Keep | None) -> _Entry:
    moment, stamp = time.time_ns(), stamp_of(found.path)
    document = read_document(found.docname, found.path, settings, matched=found.matched, keep=keep)
    settled = stamp is not None and is_settled(stamp, moment)
    return _Entry(stamp if document.digest else None, settled, found.matched, document)


def _fit_for(
    memory: Memory, entries: dict[str, _Entry | None], now: datetime
) -> dict[str, _Entry | None]:
    """Where readers may come to see the memory, what they may not read is not put into it."""
    if not memory.is_public:
        return entries
    return {
        path: entry for path, entry in entries.items() if entry and entry.document.is_published(now)
    }


def discover(root: Path, settings: Settings) -> Iterable[tuple[str, Path]]:
    """The name and file of each document, by Sphinx's rules (sphinx.project.Project.discover)."""
    exclude, top = [*settings.exclude_patterns, *EXCLUDE_PATHS], str(root)
    for name in matching_files(root, settings.include_patterns, exclude):
        suffix = next((each for each in settings.source_suffix if name.endswith(each)), None)
        if suffix:
            yield name.removesuffix(suffix), Path(os.path.normpath(f"{top}/{name}"))


def _matched_posts(root: Path, settings: Settings) -> set[str]:
    """Documents that `blog_post_pattern` makes posts (ablog/__init__.py: config_inited)."""
    found = (
        Path(name)
        for pattern in settings.blog_post_pattern
        for name in glob(str(root / pattern), recursive=True)  # noqa: PTH207 - takes `**.md` too
    )
    return {
        path.relative_to(root).with_suffix("").as_posix()
        for path in found
        if path.is_relative_to(root)
    }
