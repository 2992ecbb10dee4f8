"""Findings of an earlier run, which hold as long as all that was looked at is the same."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from blogkit.memory import Memory, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from blogkit.checks.finding import Finding
    from blogkit.site import Document, Site
    from blogkit.traces import Question

    Check = Callable[[Document], tuple[Finding, ...]]
    CheckAll = Callable[[Sequence[Document]], list["Checked"]]

FILE = "findings.pickle"
GROUNDS = ""  # the name, which no file has, of the answers from which those of all entries follow


@dataclass(frozen=True)
class Checked:
    """What was found in a document that was *like* this, and the answers it was judged by.

    Those that have a ground are *packed*: most are, and no build puts them while that is the same.
    """

    like: str
    answers: dict[Question, str]
    packed: bytes
    findings: tuple[Finding, ...]


def checked(document: Document, site: Site, check: Check) -> Checked:
    """Run *check*, noting what it looks up outside of the document."""
    site.lookups.questions()
    findings, answers = check(document), site.lookups.answers()
    firm = {each: told for each, told in answers.items() if site.lookups.has_ground(each)}
    others = {each: told for each, told in answers.items() if each not in firm}
    return Checked(_likeness(document, site), others, pickle.dumps(firm), findings)


def check_what_changed(
    site: Site, documents: Sequence[Document], memory: Memory, check_all: CheckAll
) -> list[Checked]:
    """What is remembered of *documents*, and what *check_all* finds in the rest."""
    told_from = str(Path.cwd())  # as paths are
    key = fingerprint([str(site.root), told_from, site.settings])
    last = memory.recall_entries(FILE, key)
    known = _still_true(last.all, documents, site)
    unknown = [each for each in documents if str(each.path) not in known]
    fresh = check_all(unknown) if unknown else []
    now = known | {str(each.path): entry for each, entry in zip(unknown, fresh, strict=True)}
    kept = _fit_for(memory, now, site)
    if (
        any(last.all.get(path) is not entry for path, entry in kept.items())
        or last.all.keys() - kept
    ):
        memory.remember_entries(FILE, key, kept, last)
    return [now[str(each.path)] for each in documents]


def _still_true(
    entries: dict[str, Checked], documents: Sequence[Document], site: Site
) -> dict[str, Checked]:
    """The entries that hold. All rest on the same grounds: where these are others by now, it is
    found out for every document which of them hold."""
    grounds = Checked("", site.lookups.ground_answers(), b"", ())
    last = entries.get(GROUNDS)
    everything = [*site.documents.values(), *(rival for _, rival in site.rivals)]
    is_same = last is not None and last == grounds
    asked = {str(each.path) for each in documents} if is_same else {*entries}
    firm = None if is_same else site.lookups.firm_kinds(last.answers) if last else set()
    found = {GROUNDS: last if last and is_same else grounds}
    for document in everything:
        path = str(document.path)
        entry = entries.get(path)
        if entry and (path not in asked or _holds(entry, document, site, firm)):
            found[path] = entry
    return found


def _holds(entry: Checked, document: Document, site: Site, firm: set[str] | None) -> bool:
    """Whether all that was looked at is the same: of what has a ground, the kinds that are *firm*
    are, and all if that is None."""
    if not document.digest or entry.like != _likeness(document, site):
        return False
    if not site.lookups.are_same(entry.answers):
        return False
    return firm is None or site.lookups.are_same(_unpacked(entry), firm)


def _unpacked(entry: Checked) -> dict[Question, str]:
    return cast("dict[Question, str]", pickle.loads(entry.packed))  # noqa: S301 - packed above


def _likeness(document: Document, site: Site) -> str:
    """A document's contents; its part in the blog, which its neighbours and the clock may change;
    and the day, which is in what is told of an undated post."""
    day = f"{site.now:%Y-%m-%d}" if any(post.date is None for post in document.posts) else ""
    return f"{document.digest} {site.world.place_of(document)} {day}"


def _fit_for(memory: Memory, entries: dict[str, Checked], site: Site) -> dict[str, Checked]:
    """Where readers may come to see the memory, what they may not read is not put into it."""
    if not memory.is_public:
        return entries
    published = {str(each.path) for each in site.documents.values() if each.is_published(site.now)}
    return {path: entry for path, entry in entries.items() if path in published | {GROUNDS}}
