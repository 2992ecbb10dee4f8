"""Whether links still lead somewhere after an edit, without looking at every page again.

Of a site in which nothing was wrong it is enough to know which anchors each page has, and to which
ones it leads. Then only new and changed files are read. If one of them has a fault, or took away
what another leads to, this proves nothing, and all of the site is checked as ever.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.checks.built import faults_of
from blogkit.checks.built_files import BuiltFile, BuiltSite
from blogkit.checks.built_reading import read_files
from blogkit.checks.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from blogkit.building.files import Mark
    from blogkit.memory import Memory

FILE = "gate-links.pickle"
MANY = 100  # changed files, and
MOST = 0.6  # of all files; beyond both a look at all is as quick
MORE = 2  # times as many places as pages led to when all was looked at: most are wanted no more

Wanted = tuple[str, str]  # a path within the site, and a fragment


@dataclass(frozen=True)
class Sound:
    """A site without a fault: its files, the anchors of its pages, the *places* to which any page
    led, and by page the numbers of those to which it leads, each of four bytes. There were *first*
    places when all of the site was looked at."""

    marks: Mapping[str, Mark]
    anchors: dict[str, frozenset[str]]
    places: tuple[Wanted, ...]
    wanted: dict[str, bytes]
    first: int


def is_still_sound(
    folder: Path, marks: Mapping[str, Mark], base_url: str, memory: Memory, jobs: int = 1
) -> bool:
    """Whether the site of these files is proven to have no error, going by what was remembered."""
    before = memory.recall(FILE, f"{folder} {base_url}")
    if not isinstance(before, Sound):
        return False
    changed = {name for name, mark in marks.items() if before.marks.get(name) != mark}
    if len(changed) > max(MANY, MOST * len(marks)):
        return False
    files = read_files(folder, base_url, sorted(changed), jobs=jobs)
    read = {each.address: each for each in files}
    anchors = {name: ids for name, ids in before.anchors.items() if name in marks}
    known = {name: BuiltFile(name, ids=ids) for name, ids in anchors.items()}
    built = BuiltSite(folder, frozenset(marks), known | read)
    same = marks.keys() - changed
    others = {name: places for name, places in before.wanted.items() if name in same}
    if _takes_away(before, built, others) or any(_has_error(each, built) for each in files):
        return False
    if changed or marks.keys() != before.marks.keys():
        sound = _sound(built, marks, before.places, others, files, before.first)
        if len(sound.places) > MORE * max(MANY, sound.first):
            return False
        memory.remember(FILE, f"{folder} {base_url}", sound)
    return True


def remember_as_sound(
    built: BuiltSite, marks: Mapping[str, Mark], base_url: str, memory: Memory
) -> None:
    """Nothing was wrong in all of the site."""
    sound = _sound(built, marks, (), {}, built.read.values(), 0)
    memory.remember(FILE, f"{built.folder} {base_url}", sound)


def _sound(
    built: BuiltSite,
    marks: Mapping[str, Mark],
    places: tuple[Wanted, ...],
    others: Mapping[str, bytes],
    read: Iterable[BuiltFile],
    first: int,
) -> Sound:
    """What is known of a sound site, in which these files were *read*, and of *others* it was
    known before to which *places* they lead."""
    numbers = {place: at for at, place in enumerate(places)}
    fresh = {
        file.address: array(
            "I", [numbers.setdefault(each, len(numbers)) for each in _wanted_by(file)]
        ).tobytes()
        for file in read
    }
    anchors = {file.address: file.ids for file in built.pages}
    return Sound(marks, anchors, tuple(numbers), {**others, **fresh}, first or len(numbers))


def _takes_away(before: Sound, built: BuiltSite, others: Mapping[str, bytes]) -> bool:
    """Whether something is gone that a page leads to which is as it was."""
    gone = frozenset(_gone(before, built))
    return bool(gone) and any(
        not gone.isdisjoint(memoryview(places).cast("I")) for places in others.values()
    )


def _gone(before: Sound, built: BuiltSite) -> Iterator[int]:
    """The numbers of the places that were there, and are not now."""
    lost = {
        name: ids - built.read[name].ids
        for name, ids in before.anchors.items()
        if name in built.read and not ids <= built.read[name].ids
    }
    former = BuiltSite(built.folder, frozenset(before.marks), {})
    is_any_gone = not before.marks.keys() <= built.names
    if not lost and not is_any_gone:
        return
    for number, (path, fragment) in enumerate(before.places):
        address = built.file_at(path)
        if (address and fragment in lost.get(address, ())) or (
            is_any_gone and address != former.file_at(path)
        ):
            yield number


def _has_error(file: BuiltFile, built: BuiltSite) -> bool:
    return bool(file.private) or any(
        fault.severity is Severity.ERROR for fault in faults_of(file, built)
    )


def _wanted_by(file: BuiltFile) -> set[Wanted]:
    """Where a file leads to besides itself."""
    pointers = (*file.links, *file.pictures)
    return {(each.path, each.fragment) for each in pointers if each.path != file.address}
