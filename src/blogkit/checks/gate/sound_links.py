"""Whether links still lead somewhere after an edit, without looking at every page again.

Of a site in which nothing was wrong it is enough to know which anchors each page has, and to which
ones any page leads. Then only new and changed files are read. If one of them has a fault, or took
away what others lead to, this proves nothing, and all of the site is checked as ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.checks.built import faults_of
from blogkit.checks.built_files import BuiltFile, BuiltSite
from blogkit.checks.built_reading import read_files
from blogkit.checks.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from blogkit.building.files import Mark
    from blogkit.memory import Memory

FILE = "gate-links.pickle"
MANY = 100  # changed files, and
MOST = 0.6  # of all files; beyond both a look at all is as quick

Wanted = tuple[str, str]  # a path within the site, and a fragment


@dataclass(frozen=True)
class Sound:
    """A site without a fault: its files, the anchors of its pages, and all that is linked to."""

    marks: Mapping[str, Mark]
    anchors: dict[str, frozenset[str]]
    wanted: frozenset[Wanted]


def is_still_sound(
    folder: Path, marks: Mapping[str, Mark], base_url: str, memory: Memory, jobs: int = 1
) -> bool:
    """Whether the site of these files is proven to have no error, going by what was remembered."""
    before = memory.recall(FILE, f"{folder} {base_url}")
    if not isinstance(before, Sound):
        return False
    changed = [name for name, mark in marks.items() if before.marks.get(name) != mark]
    if len(changed) > max(MANY, MOST * len(marks)):
        return False
    read = {each.address: each for each in read_files(folder, base_url, changed, jobs=jobs)}
    anchors = {name: ids for name, ids in before.anchors.items() if name in marks}
    known = {name: BuiltFile(name, ids=ids) for name, ids in anchors.items()}
    built = BuiltSite(folder, frozenset(marks), known | read)
    if _takes_away(before, built) or any(_has_error(each, built) for each in read.values()):
        return False
    if changed or marks.keys() != before.marks.keys():
        wanted = before.wanted.union(*map(_wanted_by, read.values()))
        fresh = {name: each.ids for name, each in read.items() if name.endswith(".html")}
        memory.remember(FILE, f"{folder} {base_url}", Sound(marks, anchors | fresh, wanted))
    return True


def remember_as_sound(
    built: BuiltSite, marks: Mapping[str, Mark], base_url: str, memory: Memory
) -> None:
    """Nothing was wrong in all of the site."""
    anchors = {each.address: each.ids for each in built.pages}
    wanted = frozenset[Wanted]().union(*map(_wanted_by, built.read.values()))
    sound = Sound(marks, anchors, wanted)
    memory.remember(FILE, f"{built.folder} {base_url}", sound)


def _takes_away(before: Sound, built: BuiltSite) -> bool:
    """Whether something is gone that a page leads to."""
    gone = before.marks.keys() - built.names
    if gone and any(built.file_at(path) == "" for path, _ in before.wanted):
        return True
    lost = {
        name: ids - built.read[name].ids
        for name, ids in before.anchors.items()
        if name in built.read and not ids <= built.read[name].ids
    }
    return bool(lost) and any(
        fragment in lost.get(built.file_at(path), ()) for path, fragment in before.wanted
    )


def _has_error(file: BuiltFile, built: BuiltSite) -> bool:
    return bool(file.private) or any(
        fault.severity is Severity.ERROR for fault in faults_of(file, built)
    )


def _wanted_by(file: BuiltFile) -> Iterable[Wanted]:
    return {(each.path, each.fragment) for each in (*file.links, *file.pictures)}
