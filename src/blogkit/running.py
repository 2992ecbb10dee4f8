"""Running Sphinx once, counting what it tells, and putting its failures into words."""

from __future__ import annotations

import re
import sys
import traceback
from dataclasses import dataclass
from io import StringIO
from logging import ERROR, WARNING, Filter, LogRecord, getLogger
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, SphinxError
from sphinx.locale import __
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from blogkit.checks.report import shown_path

if TYPE_CHECKING:
    from pathlib import Path

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
    stopped: bool = False

    def is_success(self, *, strict: bool) -> bool:
        return not self.stopped and not self.errors and not (strict and self.warnings)


def run_sphinx(root: Path, stage: Path, doctrees: Path, *, drafts: bool) -> Outcome:
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
        say(in_words(error))
        outcome.stopped = True
    except SphinxError as error:
        say(f"{error.category}: {error}{_at_work_on(app)}")
        outcome.stopped = True
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - an author gets words, never a traceback
        doctrees.mkdir(parents=True, exist_ok=True)
        log = doctrees.parent / "traceback.txt"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        what = f"{type(error).__name__}: {error}{_at_work_on(app)}"
        say(f"the build broke down: {what} (more in {shown_path(log)})")
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


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
