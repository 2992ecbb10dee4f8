"""The published folder is made a mirror of the work folder, in one step that cannot be seen half done.

A file whose bytes are the same keeps its time stamp, so that an upload by time stamps is small:
the new folder takes it from the old one by a hard link. Work and published folder never share a
file: Sphinx and its extensions write in place.

The site before the last one is kept to become the next: it has nearly all of the links already.

What publishing needs is imported when there is something to publish.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.building.files import Mark, mark_of, marks_below, numbers_below, statuses_below

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

STAGE, RETIRED, SPARE = ".new-", ".old-", ".before-"
NOT_FOR_READERS = frozenset({".buildinfo", ".buildinfo.bak", ".doctrees"})
FEW = 500  # files that are sooner copied than processes are started for them
READABLE, ENTERABLE = 0o644, 0o755  # a web server run by somebody else reads it too

# A published file's mark, and that of the file in the work folder which it is a copy of.
Manifest = dict[str, tuple[Mark, Mark]]


def output_below(work: Path) -> dict[str, Mark]:
    """What a build has written for readers."""
    return marks_below(work, lambda name, _: name in NOT_FOR_READERS)


def is_intact(site: Path, manifest: Manifest) -> bool:
    """Whether the published folder is what it was made, file by file."""
    return marks_below(site) == {name: published for name, (published, _) in manifest.items()}


def publish(
    work: Path,
    folder: Path,
    name: str,
    manifest: Manifest,
    output: Mapping[str, Mark] | None = None,
    jobs: int = 1,
) -> Manifest:
    """Make *folder*/*name* a mirror of *work*; returns the new manifest.

    *output* is what lies in *work* for readers, if that was just found out. Many files are copied
    by *jobs* processes.

    Whatever happens, a kill included, the folder is the old one or the new one; `repair` must
    have been called since. Nothing is touched if nothing differs. Raises OSError.
    """
    site = folder / name
    output = output_below(work) if output is None else output
    there = statuses_below(site)
    published = {each: mark_of(status) for each, status in there.items()}
    same = {
        each
        for each, mark in output.items()
        if manifest.get(each) == (published.get(each), mark)
        or _has_same_bytes(each, work, site, published, mark)
    }
    if not site.is_dir() or len(same) < len(output) or output.keys() != published.keys():
        with _stage(folder, name) as stage:
            staged = _clear(stage, output.keys())
            done = {each for each in same if staged.get(each) == there[each].st_ino}
            touched = output.keys() - done
            _fill(stage, staged, work, site, touched, same, jobs)
            _swap(stage, folder, name)
        published |= {each: mark_of((site / each).stat()) for each in touched}
    return {each: (published[each], mark) for each, mark in output.items()}


def needs_repair(folder: Path, name: str) -> bool:
    """Whether a build was killed between the two renames that publish, where there is no better
    way to do it."""
    return (folder / f"{RETIRED}{name}").exists()


def repair(folder: Path, name: str) -> None:
    """Clear away what a killed build left; bring back the site if it fell between two renames."""
    import shutil

    retired = folder / f"{RETIRED}{name}"
    if retired.exists() and not (folder / name).exists():
        retired.rename(folder / name)
    shutil.rmtree(retired, ignore_errors=True)
    for stage in folder.glob(f"{STAGE}{name}-*"):
        shutil.rmtree(stage, ignore_errors=True)


def _has_same_bytes(
    name: str, work: Path, site: Path, published: Mapping[str, Mark], mark: Mark
) -> bool:
    """Whether a file that was touched, here or there, was published as it is now."""
    if name not in published or published[name][0] != mark[0]:
        return False
    from filecmp import cmp

    return cmp(work / name, site / name, shallow=False)


@contextmanager
def _stage(folder: Path, name: str) -> Iterator[Path]:
    """A folder for the new site, with whatever is in it of an earlier one.

    At the end it holds the old site, which is kept for the next; if anything failed it is gone.
    """
    import shutil
    import tempfile

    stage = Path(tempfile.mkdtemp(prefix=f"{STAGE}{name}-", dir=folder))
    spare = folder / f"{SPARE}{name}"
    try:
        if spare.is_dir():
            spare.rename(stage)
        stage.chmod(ENTERABLE)
        yield stage
        if stage.is_dir():
            stage.rename(spare)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _clear(stage: Path, wanted: Collection[str]) -> Mapping[str, int]:
    """Remove what is not wanted, so that there is room for it; returns the numbers of all files."""
    there = numbers_below(stage)
    for name in there.keys() - wanted:
        (stage / name).unlink()
        for above in (stage / name).parents:
            if above == stage or any(above.iterdir()):
                break
            above.rmdir()
    return there


def _fill(
    stage: Path,
    there: Collection[str],
    work: Path,
    site: Path,
    wanted: set[str],
    same: set[str],
    jobs: int,
) -> None:
    """Put the files there that are *wanted*: what is the *same* from the old site, the rest from
    the work folder, by *jobs* processes. Of some there is another."""
    import shutil

    from blogkit.parallel import in_parallel

    def put(name: str) -> None:
        if name in there:
            os.unlink(f"{stage}/{name}")  # noqa: PTH108 - of ten thousand files each counts
        if name in same:
            _link(f"{site}/{name}", f"{stage}/{name}")
        else:
            shutil.copyfile(f"{work}/{name}", f"{stage}/{name}")
            os.chmod(f"{stage}/{name}", READABLE)  # noqa: PTH101

    for folder in sorted({name.rpartition("/")[0] for name in wanted}):
        _make_folders(stage, folder)
    in_parallel(put, sorted(wanted), jobs, few=FEW, is_tidy=True)


def _make_folders(stage: Path, folder: str) -> None:
    """Those that lead to *folder*, and it; the mask of whoever builds is not for readers."""
    path = stage / folder
    if path.is_dir():
        return
    _make_folders(stage, folder.rpartition("/")[0])
    path.mkdir()
    path.chmod(ENTERABLE)


def _link(published: str, staged: str) -> None:
    try:
        os.link(published, staged)
    except OSError:  # not every file system can; and it has a largest number of links
        import shutil

        shutil.copy2(published, staged)


def _swap(stage: Path, folder: Path, name: str) -> None:
    """In one step; where there is none, by two renames, between which `repair` helps. In the
    stage is then the old site, if there was one."""
    from blogkit.building.exchange import exchange

    retired = folder / f"{RETIRED}{name}"
    if (folder / name).exists():
        if exchange(stage, folder / name):
            return
        (folder / name).rename(retired)
    stage.rename(folder / name)
    if retired.exists():
        retired.rename(stage)
