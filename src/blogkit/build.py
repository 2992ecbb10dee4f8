"""One build of the site, whole or not at all.

Sphinx goes on from what the last build left in a work folder. Only when the build had no error
is the published folder made a mirror of it. Whatever happens before that (an error, Ctrl-C, a full
disk, a kill) leaves the published folder as it was.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.building import mirror, snapshot
from blogkit.building.conf_values import that_matter
from blogkit.building.inputs import add_further
from blogkit.building.snapshot import Snapshot, Told
from blogkit.building.standing import standing
from blogkit.words import counted, say, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.building.standing import Standing
    from blogkit.outcome import Outcome


@dataclass(frozen=True)
class Build:
    """One build: of which blog, and how. A site of drafts is for its author's eyes."""

    root: Path
    drafts: bool
    strict: bool
    jobs: int

    @property
    def name(self) -> str:
        return "drafts" if self.drafts else "html"

    @property
    def folder(self) -> Path:
        return self.root / "_build"

    @property
    def site(self) -> Path:
        return self.folder / self.name

    @property
    def work(self) -> Path:
        """Where Sphinx writes; apart from its environment, which is not to be published."""
        return self.folder / "work" / self.name

    @property
    def state(self) -> Path:
        """Where Sphinx keeps its environment, and this command its snapshot."""
        return self.folder / "doctrees" / self.name

    def is_success(self, told: Told) -> bool:
        return not told.errors and not (self.strict and told.warnings)

    def publishes(self, told: Told) -> bool:
        return self.drafts or self.is_success(told)


@dataclass(frozen=True)
class Made:
    """What a build came to; without a snapshot if it broke down. *preface* begins its last words."""

    told: Told
    snapshot: Snapshot | None = None
    preface: str = ""


def build(root: Path, *, drafts: bool = False, strict: bool = False, jobs: int = 0) -> int:
    """Build the blog in *root* into `_build/html`, or `_build/drafts`; returns the exit code.

    *jobs* is the number of processes, 0 for as many as can run at once. A site of drafts is
    written whatever was found.
    """
    this = Build(root, drafts, strict, jobs)
    try:
        found = standing(root, this.state)
        if found.is_same and found.last and _is_published(this, found.last):
            return _tell_again(this, found, found.last)
        this.folder.mkdir(exist_ok=True)
        with _only_one(this.folder / f".{this.name}.lock") as has_waited:
            mirror.repair(this.folder, this.name)
            made = _make(this, standing(root, this.state) if has_waited else found)
            if made.snapshot and this.publishes(made.told):
                _publish(this, made.snapshot)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        return _say_stopped(f"{error.strerror}{where}", this.site)
    except KeyboardInterrupt:
        return _say_stopped("stopped", this.site, code=130)
    return _say_result(this, made)


def published_site(root: Path) -> Path | None:
    """The folder with the site, if that is just what a build of *root* would publish now."""
    this = Build(root, drafts=False, strict=False, jobs=0)
    found = standing(root, this.state)
    is_current = found.is_same and found.last and found.last.is_published
    return this.site if is_current and found.last and _is_published(this, found.last) else None


def _is_published(this: Build, last: Snapshot) -> bool:
    """Whether the site is what this build would make it."""
    if mirror.needs_repair(this.folder, this.name):
        return False
    if not this.publishes(last.told):
        return True
    return last.is_published and mirror.is_intact(this.site, last.manifest)


def _tell_again(this: Build, found: Standing, last: Snapshot) -> int:
    refreshed = found.refreshed()
    if refreshed:
        with suppress(OSError):  # it only saves the next build a look at some files
            refreshed.save(this.state)
    return _say_result(this, _as_before(last))


@contextmanager
def _only_one(lock_file: Path) -> Iterator[bool]:
    """Hold the lock; says whether another build was at work meanwhile."""
    from filelock import FileLock, Timeout

    lock, has_waited = FileLock(lock_file), False
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("another build is at work here; waiting for it")
        lock.acquire()
        has_waited = True
    try:
        yield has_waited
    finally:
        lock.release()


def _make(this: Build, found: Standing) -> Made:
    """See to it that the work folder holds what the blog comes to."""
    last = found.last
    if last and not (
        mirror.output_below(this.work) == last.output
        and snapshot.state_in(this.state) == last.state
    ):
        last = None
    if last and found.is_same:
        return _as_before(last)
    outcome = _run(this, found, last)
    told = Told(outcome.errors, outcome.warnings, outcome.lines)
    if outcome.stopped:
        return Made(told)
    made = _remember(this, found, outcome, told)
    made.save(this.state)
    return Made(told, made)


def _as_before(last: Snapshot) -> Made:
    for line in last.told.lines:
        say(line)
    return Made(last.told, last, "Nothing has changed. ")


def _run(this: Build, found: Standing, last: Snapshot | None) -> Outcome:
    from blogkit.faster import expressions, methods

    cache = this.folder / "cache"  # first: most of it is done while modules are imported
    with expressions.kept_in(cache), methods.kept_in(cache):
        return _run_sphinx(this, found, last)


def _run_sphinx(this: Build, found: Standing, last: Snapshot | None) -> Outcome:
    import shutil

    from blogkit.outcome import Outcome
    from blogkit.running import Wish, conf_fault, run_sphinx

    fault = conf_fault(this.root) if found.conf_values is None else ""
    if fault:  # told before anything of the last build is lost
        say(fault)
        return Outcome(stopped=True)
    snapshot.forget(this.state)
    if last is None:
        for folder in (this.work, this.state):
            if folder.exists():
                shutil.rmtree(folder)
    return run_sphinx(Wish(this.root, this.work, this.state, this.drafts, this.jobs))


def _remember(this: Build, found: Standing, outcome: Outcome, told: Told) -> Snapshot:
    last = found.last
    further = sorted({*outcome.further, *(last.further if last else ())})
    return Snapshot(
        surroundings=found.surroundings,
        conf_values=that_matter(found.conf_values, outcome.settings),
        inputs=add_further(found.inputs, this.root, further),
        further=further,
        modules=sorted({*outcome.modules, *(last.modules if last else ())}),
        settings=outcome.settings,
        epoch=found.epoch,
        moment=found.moment,
        next_due=outcome.next_due,
        day=found.day if outcome.shows_the_day else "",
        told=told,
        is_published=False,
        manifest=last.manifest if last else {},
        output=mirror.output_below(this.work) if outcome.output is None else outcome.output,
        state=snapshot.state_in(this.state) if outcome.is_to_go_on else {},
    )


def _publish(this: Build, made: Snapshot) -> None:
    from blogkit.parallel import cores

    jobs = this.jobs or cores()
    manifest = mirror.publish(this.work, this.folder, this.name, made.manifest, made.output, jobs)
    made.published(manifest).save(this.state)


def _say_result(this: Build, made: Made) -> int:
    told, site = made.told, this.site
    counts = f"{counted(told.errors, 'error')}, {counted(told.warnings, 'warning')}"
    has_ended = made.snapshot is not None
    if has_ended and this.is_success(told):
        place = f"The site is in {shown_path(site)}: open {shown_path(site / 'index.html')}."
        say(f"{made.preface}{place} ({counts})")
        return 0
    if has_ended and this.drafts:
        say(f"{made.preface}{counts}. The preview is in {shown_path(site)} all the same.")
    else:
        say(f"{made.preface}{counts}. Nothing was published{_still_there(site)}.")
    return 1


def _say_stopped(reason: str, site: Path, *, code: int = 1) -> int:
    say(f"\nThe build did not finish ({reason}){_still_there(site)}.")
    return code


def _still_there(site: Path) -> str:
    return f"; the site in {shown_path(site)} is as it was before" if site.exists() else ""
