"""Findings of an earlier run, which hold as long as all that was looked at is the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.memory import Memory, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from blogkit.checks.finding import Finding
    from blogkit.site import Document, Site
    from blogkit.traces import Question

    Check = Callable[[Document], tuple[Finding, ...]]
    CheckAll = Callable[[Sequence[Document]], list["Checked"]]

FILE = "findings.pickle"


@dataclass(frozen=True)
class Checked:
    """What was found in a document that was *like* this, and the answers it was judged by."""

    like: str
    answers: dict[Question, str]
    findings: tuple[Finding, ...]


def checked(document: Document, site: Site, check: Check) -> Checked:
    """Run *check*, noting what it looks up outside of the document."""
    site.lookups.answers()
    findings = check(document)
    return Checked(_likeness(document, site), site.lookups.answers(), findings)


def check_what_changed(
    site: Site, documents: Sequence[Document], memory: Memory, check_all: CheckAll
) -> list[Checked]:
    """What is remembered of *documents*, and what *check_all* finds in the rest."""
    told_from = str(Path.cwd())  # as paths are
    key = fingerprint([str(site.root), told_from, site.settings, site.world])
    last = memory.recall_entries(FILE, key)
    known: dict[str, Checked] = last.all
    entries = {str(each.path): known.get(str(each.path)) for each in documents}
    unknown = [each for each in documents if not _still_true(entries[str(each.path)], each, site)]
    if unknown:
        fresh = check_all(unknown)
        entries |= {str(each.path): entry for each, entry in zip(unknown, fresh, strict=True)}
        memory.remember_entries(FILE, key, known | _fit_for(memory, entries, site), last)
    return [entry for each in documents if (entry := entries[str(each.path)])]


def _still_true(entry: Checked | None, document: Document, site: Site) -> bool:
    return (
        entry is not None
        and bool(document.digest)
        and entry.like == _likeness(document, site)
        and site.lookups.are_same(entry.answers)
    )


def _likeness(document: Document, site: Site) -> str:
    """A document's contents, and the day, which is in what is told of an undated post."""
    is_undated = any(post.date is None for post in document.posts)
    return f"{document.digest} {site.now:%Y-%m-%d}" if is_undated else document.digest


def _fit_for(
    memory: Memory, entries: dict[str, Checked | None], site: Site
) -> dict[str, Checked | None]:
    """Where readers may come to see the memory, what they may not read is not put into it."""
    if not memory.is_public:
        return entries
    published = {str(each.path) for each in site.documents.values() if each.is_published(site.now)}
    return {path: entry for path, entry in entries.items() if path in published}
