"""Running Sphinx once, counting what it tells, and putting its failures into words."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass
from logging import getLogger
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.config import eval_config_file
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE, WarningStreamHandler
from sphinx.util.tags import Tags

from blogkit.outcome import Counting, Outcome, Progress, Telling
from blogkit.parallel import cores
from blogkit.rebuild.builder import OnlyWhatChanged
from blogkit.resting import further_inputs, loaded_modules, next_due_moment, shows_the_day
from blogkit.words import in_words, say, shown_path

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Wish:
    """What is asked of Sphinx: into which folders, and with how many processes."""

    root: Path
    work: Path
    doctrees: Path
    drafts: bool = False
    jobs: int = 0


def run_sphinx(wish: Wish) -> Outcome:
    """Run Sphinx; it goes on from what lies in the wish's two folders."""
    outcome, app = Outcome(), None
    if not color_terminal():
        nocolor()
    try:
        with patch_docutils(str(wish.root)), docutils_namespace():
            app = CountedSphinx(outcome, **_options(wish, outcome))
            app.build()
            _note(app, outcome)
    except ConfigError as error:
        say(in_words(error))
        outcome.stopped = True
    except SphinxError as error:
        say(f"{error.category}: {error}{_at_work_on(app)}")
        outcome.stopped = True
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - an author gets words, never a traceback
        wish.doctrees.mkdir(parents=True, exist_ok=True)
        log = wish.doctrees.parent / "traceback.txt"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        what = f"{type(error).__name__}: {error}{_at_work_on(app)}"
        say(f"the build broke down: {what} (more in {shown_path(log)})")
        outcome.stopped = True
    return outcome


def _options(wish: Wish, outcome: Outcome) -> dict[str, Any]:
    return {
        "srcdir": wish.root,
        "confdir": wish.root,
        "outdir": wish.work,
        "doctreedir": wish.doctrees,
        "buildername": "html",
        "confoverrides": {"blogkit_drafts": wish.drafts},
        "status": Progress(os.path.relpath(wish.work)),
        "warning": Telling(outcome),
        "parallel": wish.jobs or cores(),
    }


def _note(app: Sphinx, outcome: Outcome) -> None:
    outcome.is_to_go_on = isinstance(app.builder, OnlyWhatChanged)
    outcome.next_due = next_due_moment(app)
    outcome.modules = loaded_modules(app)
    outcome.further = further_inputs(app, outcome.modules)
    outcome.settings = sorted(value.name for value in app.config)
    outcome.shows_the_day = shows_the_day(app)
    outcome.output = getattr(app, "blogkit_output", None)


def conf_fault(root: Path) -> str:
    """Why conf.py cannot be run; empty if it can."""
    try:
        eval_config_file(root / "conf.py", Tags())
    except ConfigError as error:
        return in_words(error)
    return ""


def _at_work_on(app: Sphinx | None) -> str:
    """The document that Sphinx was reading or writing, as far as it knows."""
    if app is None:
        return ", before any document was read: perhaps for a setting in conf.py"
    try:
        docname = app.env.docname
        return f", at work on {app.env.doc2path(docname, False)}" if docname else ""
    except (AttributeError, KeyError):
        return ""


class CountedSphinx(Sphinx):
    """Sphinx whose every message is counted, from the first extension that it sets up."""

    def __init__(self, outcome: Outcome, **options: Any) -> None:
        self._counting = Counting(outcome)
        self.blogkit_publishes = True  # the gate looks at all that readers get
        super().__init__(**options)

    def setup_extension(self, extname: str) -> None:
        for handler in getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.addFilter(self._counting)  # once only; after Sphinx's: nothing suppressed
        super().setup_extension(extname)
