"""One build of the site, whole or not at all.

Sphinx writes into a folder beside the published one, which takes its place only when the build
had no error. Whatever happens before that (an error, Ctrl-C, a full disk, a kill) leaves the
published folder as it was.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from logging import ERROR, WARNING, Filter, LogRecord, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from sphinx.application import Sphinx
from sphinx.errors import ConfigError, SphinxError
from sphinx.locale import __
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from blogkit.checks.report import counted, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

STAGE, RETIRED = ".new-", ".old-"

# Warnings that leave a hole in the page count as errors: (type, subtype) of Sphinx's records.
COUNT_AS_ERRORS = {
    *(("myst", "directive_unknown"), ("myst", "role_unknown"), ("myst", "xref_missing")),
    *(("image", "not_readable"), ("download", "not_readable")),
    *(("ref", "ref"), ("ref", "doc"), ("ref", "numref"), ("ref", "term")),
}


# What Sphinx says, as a mere warning, of a page or picture that it could not write (a full disk).
UNWRITTEN = {__("error writing file %s: %s"), __("cannot copy image file %r: %s")}


@dataclass
class Outcome:
    """What a build has told: how many errors and warnings."""

    errors: int = 0
    warnings: int = 0
    stopped: bool = field(default=False)

    def is_success(self, *, strict: bool) -> bool:
        return not self.stopped and not self.errors and not (strict and self.warnings)


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
                outcome = _run_sphinx(root, stage, folder / "doctrees" / name, drafts=drafts)
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


def _run_sphinx(root: Path, stage: Path, doctrees: Path, *, drafts: bool) -> Outcome:
    """Run Sphinx afresh: it tells of a document only when it reads it."""
    outcome, app = Outcome(), None
    if not color_terminal():
        nocolor()
    try:
        with patch_docutils(str(root)), docutils_namespace():
            app = _CountedSphinx(
                outcome,
                srcdir=root,
                confdir=root,
                outdir=stage,
                doctreedir=doctrees,
                buildername="html",
                confoverrides={"blogkit_drafts": drafts},
                status=_Progress(stage.name),
                warning=sys.stderr,
                freshenv=True,
            )
            app.build()
    except ConfigError as error:
        _say(in_words(error))
        outcome.stopped = True
    except SphinxError as error:
        _say(f"{error.category}: {error}{_at_work_on(app)}")
        outcome.stopped = True
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - an author gets words, never a traceback
        doctrees.mkdir(parents=True, exist_ok=True)
        log = doctrees.parent / "traceback.txt"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        what = f"{type(error).__name__}: {error}{_at_work_on(app)}"
        _say(f"the build broke down: {what} (more in {shown_path(log)})")
        outcome.stopped = True
    return outcome


class _Progress(StringIO):
    """Sphinx's progress on stdout, without the lines that name the folder it writes into."""

    def __init__(self, hidden: str) -> None:
        super().__init__()
        self._hidden = hidden

    def write(self, text: str) -> int:
        if self._hidden not in text:
            sys.stdout.write(text)
        return len(text)

    def flush(self) -> None:
        sys.stdout.flush()


def in_words(error: ConfigError) -> str:
    """What is wrong with conf.py, without Python's traceback."""
    text = str(error)
    if "Traceback" not in text:
        return text
    lines = re.findall(r'conf\.py", line (\d+)', text)
    place = f"conf.py:{lines[-1]}" if lines else "conf.py"
    return f"{place}: {text.strip().splitlines()[-1]}"


def _at_work_on(app: Sphinx | None) -> str:
    """The document that Sphinx was reading or writing, as far as it knows."""
    if app is None:
        return ", before any document was read: perhaps for a setting in conf.py"
    try:
        return f", at work on {app.env.doc2path(app.env.docname, False)}"
    except (AttributeError, KeyError):
        return ""


class _CountedSphinx(Sphinx):
    """Sphinx whose every message is counted, from the first extension that it sets up."""

    def __init__(self, outcome: Outcome, **options: Any) -> None:
        self._counting = _Counting(outcome)
        super().__init__(**options)

    def setup_extension(self, extname: str) -> None:
        for handler in getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.addFilter(self._counting)  # once only; after Sphinx's: nothing suppressed
        super().setup_extension(extname)


class _Counting(Filter):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome

    def filter(self, record: LogRecord) -> bool:
        kind = (getattr(record, "type", None), getattr(record, "subtype", None))
        if kind in COUNT_AS_ERRORS or getattr(record, "msg", None) in UNWRITTEN:
            record.levelno, record.levelname = ERROR, "ERROR"
        if record.levelno >= ERROR:
            self._outcome.errors += 1
        elif record.levelno >= WARNING:
            self._outcome.warnings += 1
        return True


@contextmanager
def _only_one(lock_file: Path) -> Iterator[None]:
    lock = FileLock(lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _say("another build is at work here; waiting for it")
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
        _say(f"The site is in {shown_path(site)}: open {shown_path(site / 'index.html')}. ({told})")
    elif drafts and not outcome.stopped:
        _say(f"{told}. The preview is in {shown_path(site)} all the same.")
    else:
        _say(f"{told}. Nothing was published{_still_there(site)}.")


def _say_stopped(reason: str, site: Path, *, code: int = 1) -> int:
    _say(f"\nThe build did not finish ({reason}){_still_there(site)}.")
    return code


def _still_there(site: Path) -> str:
    return f"; the site in {shown_path(site)} is as it was before" if site.exists() else ""


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
