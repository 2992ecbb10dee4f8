"""Whether links still lead somewhere after an edit, without looking at every page again.

Of a site in which nothing was wrong it is enough to know which anchors each page has, and to which
ones it leads. Then only new and changed files are read. If one of them has a fault, or took away
what another leads to, this proves nothing, and all of the site is checked as ever.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.checks.built import faults_of
from blogkit.checks.built_files import BuiltFile, BuiltSite
from blogkit.checks.built_reading import read_files
from blogkit.checks.finding import Severity
from blogkit.memory import Entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from blogkit.building.files import Mark
    from blogkit.memory import Memory

FILE = "gate-sound.pickle"
PLACES = ""  # no file: under it are the places, and how many there were first
MANY = 100  # changed files, and
MOST = 0.6  # of all files; beyond both a look at all is as quick
MORE = 2  # times as many places as pages led to when all was looked at: most are wanted no more

Wanted = tuple[str, str]  # a path within the site, and a fragment
# Of a file its mark; and if it was read, pickled, its anchors and the numbers of the places to
# which it leads, each of four bytes. After an edit few of them are asked for.
Known = tuple["Mark", bytes]


@dataclass(frozen=True)
class Sound:
    """A site without a fault: its files, and the *places* to which any page led. There were
    *first* places when all of the site was looked at."""

    files: Mapping[str, Known]
    places: tuple[Wanted, ...]
    first: int


@dataclass(frozen=True)
class KnownFiles(Mapping[str, BuiltFile]):
    """What was read of the files of a site: just now, or *before*, when only anchors were kept."""

    before: Mapping[str, Known]
    now: Mapping[str, BuiltFile]

    def __getitem__(self, name: str) -> BuiltFile:
        if name not in self.now and not self.before[name][1]:
            raise KeyError(name)
        return self.now[name] if name in self.now else BuiltFile(name, ids=self.ids_before(name))

    def __iter__(self) -> Iterator[str]:
        yield from self.now
        yield from (
            name for name, (_, read) in self.before.items() if read and name not in self.now
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def ids_before(self, name: str) -> frozenset[str]:
        """The anchors that a file had; none if it was not there, or not read."""
        read = self.before[name][1] if name in self.before else b""
        return _unpacked(read)[0] if read else frozenset()


def is_still_sound(
    folder: Path, marks: Mapping[str, Mark], base_url: str, memory: Memory, jobs: int = 1
) -> bool:
    """Whether the site of these files is proven to have no error, going by what was remembered."""
    last = memory.recall_entries(FILE, f"{folder} {base_url}")
    if PLACES not in last.all:
        return False
    files: dict[str, Known] = dict(last.all)
    before = Sound(files, *last.all[PLACES])
    del files[PLACES]
    same = {name: known for name, known in files.items() if marks.get(name) == known[0]}
    changed = marks.keys() - same.keys()
    if len(changed) > max(MANY, MOST * len(marks)):
        return False
    read = read_files(folder, base_url, sorted(changed), jobs=jobs)
    known = KnownFiles(files, {each.address: each for each in read})
    built = BuiltSite(folder, frozenset(marks), known)
    if _takes_away(before, built, known, same) or any(_has_error(each, built) for each in read):
        return False
    if changed or marks.keys() != files.keys():
        sound = _sound(marks, before, same, read)
        if len(sound.places) > MORE * max(MANY, sound.first):
            return False
        _remember(sound, last, f"{folder} {base_url}", memory)
    return True


def remember_as_sound(
    built: BuiltSite, marks: Mapping[str, Mark], base_url: str, memory: Memory
) -> None:
    """Nothing was wrong in all of the site."""
    sound = _sound(marks, Sound({}, (), 0), {}, built.read.values())
    _remember(sound, Entries({}, {}), f"{built.folder} {base_url}", memory)


def _remember(sound: Sound, last: Entries, key: str, memory: Memory) -> None:
    places = (sound.places, sound.first)
    before = last.all.get(PLACES)
    entries = {**sound.files, PLACES: before if before == places else places}
    memory.remember_entries(FILE, key, entries, last)


def _sound(
    marks: Mapping[str, Mark], before: Sound, same: Mapping[str, Known], read: Iterable[BuiltFile]
) -> Sound:
    """What is known of a sound site, of which these files were *read*, and some are the *same* as
    they were *before*."""
    numbers = {place: at for at, place in enumerate(before.places)}
    fresh = {}
    for file in read:
        wanted = [numbers.setdefault(each, len(numbers)) for each in _wanted_by(file)]
        fresh[file.address] = _packed(file.ids, array("I", wanted).tobytes())
    files = {name: (mark, fresh.get(name, b"")) for name, mark in marks.items() if name not in same}
    return Sound({**same, **files}, tuple(numbers), before.first or len(numbers))


def _packed(ids: frozenset[str], places: bytes) -> bytes:
    return pickle.dumps((ids, places), pickle.HIGHEST_PROTOCOL)


def _unpacked(read: bytes) -> tuple[frozenset[str], bytes]:
    ids, places = pickle.loads(read)  # noqa: S301 - what it lay in was sealed
    return ids, places


def _takes_away(
    before: Sound, built: BuiltSite, known: KnownFiles, same: Mapping[str, Known]
) -> bool:
    """Whether something is gone that a page leads to which is as it was."""
    gone = frozenset(_gone(before, built, known))
    return bool(gone) and any(
        not gone.isdisjoint(memoryview(_unpacked(read)[1]).cast("I"))
        for _, read in same.values()
        if read
    )


def _gone(before: Sound, built: BuiltSite, known: KnownFiles) -> Iterator[int]:
    """The numbers of the places that were there, and are not now."""
    lost = {name: known.ids_before(name) - file.ids for name, file in known.now.items()}
    is_any_gone = not before.files.keys() <= built.names
    if not any(lost.values()) and not is_any_gone:
        return
    former = BuiltSite(built.folder, frozenset(before.files), {})
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
