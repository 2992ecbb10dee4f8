"""One build of the site, whole or not at all.

Sphinx writes into a folder beside the published one, which takes its place only when the build
had no error. Whatever happens before that (an error, Ctrl-C, a full disk, a kill) leaves the
published folder as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from blogkit.checks.report import counted, shown_path
from blogkit.running import run_sphinx, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.running import Outcome

STAGE, RETIRED = ".new-", ".old-"


def build(root: Path, *, drafts: bool = False, strict: bool = False) -> int:
    """Build the blog in *root* into `_build/html`, or `_build/drafts`; returns the exit code.

    A site of drafts is for its author's eyes and is written whatever was found.
    """
    name = "drafts" if drafts else "html"
    folder = root / "_build"
    try:
        folder.mkdir(exist_ok=True)
        with _only_one(folder / f".{name}.lock"):
            _repair(folder, name)
            with _stage(folder, name) as stage:
                outcome = run_sphinx(root, stage, folder / "doctrees" / name, drafts=drafts)
                success = outcome.is_success(strict=strict)
                if success or (drafts and not outcome.stopped):
                    _swap(stage, folder, name)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        return _say_stopped(f"{error.strerror}{where}", folder / name)
    except KeyboardInterrupt:
        return _say_stopped("stopped", folder / name, code=130)
    _say_result(outcome, folder / name, success=success, drafts=drafts)
    return 0 if success else 1


@contextmanager
def _only_one(lock_file: Path) -> Iterator[None]:
    lock = FileLock(lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("another build is at work here; waiting for it")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _stage(folder: Path, name: str) -> Iterator[Path]:
    """A new folder for the site, gone again unless it became the site."""
    stage = Path(tempfile.mkdtemp(prefix=f"{STAGE}{name}-", dir=folder))
    stage.chmod(0o755)  # a web server run by somebody else reads it too
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(stage: Path, folder: Path, name: str) -> None:
    retired = folder / f"{RETIRED}{name}"
    if (folder / name).exists():
        (folder / name).rename(retired)
    stage.rename(folder / name)
    shutil.rmtree(retired, ignore_errors=True)


def _repair(folder: Path, name: str) -> None:
    """Clear away what a killed build left; bring back the site if it fell between two renames."""
    retired = folder / f"{RETIRED}{name}"
    if retired.exists() and not (folder / name).exists():
        retired.rename(folder / name)
    shutil.rmtree(retired, ignore_errors=True)
    for stage in folder.glob(f"{STAGE}{name}-*"):
        shutil.rmtree(stage, ignore_errors=True)


def _say_result(outcome: Outcome, site: Path, *, success: bool, drafts: bool) -> None:
    told = f"{counted(outcome.errors, 'error')}, {counted(outcome.warnings, 'warning')}"
    if success:
        say(f"The site is in {shown_path(site)}: open {shown_path(site / 'index.html')}. ({told})")
    elif drafts and not outcome.stopped:
        say(f"{told}. The preview is in {shown_path(site)} all the same.")
    else:
        say(f"{told}. Nothing was published{_still_there(site)}.")


def _say_stopped(reason: str, site: Path, *, code: int = 1) -> int:
    say(f"\nThe build did not finish ({reason}){_still_there(site)}.")
    return code


def _still_there(site: Path) -> str:
    return f"; the site in {shown_path(site)} is as it was before" if site.exists() else ""
