"""`python -m blogkit check`: look for faults, and mend them where that is asked for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from blogkit.checks import NAMES
from blogkit.checks.choosing import NotThereError, choose
from blogkit.checks.finding import Severity
from blogkit.checks.names import complaint
from blogkit.checks.reports import FORMATS
from blogkit.checks.reports.colours import wants_colour
from blogkit.checks.reports.diff import diff
from blogkit.checks.reports.model import Report
from blogkit.checks.rounds import look_at, mend, planned
from blogkit.words import counted, in_words, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from blogkit.checks.finding import Finding
    from blogkit.checks.fixing import Change
    from blogkit.checks.rounds import Looked, Mended

FAILED, UNUSABLE = 1, 2


@dataclass(frozen=True)
class Wish:
    """What is asked for: of which files, which checks, in which form, and whether to mend.

    No *paths* stand for everything, and an empty *select* for all checks. With *diff* fixes are
    shown, not made. The checks in *unsafe* may make their suggested fixes too.
    """

    paths: tuple[Path, ...] = ()
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    form: str = "text"
    external: bool = False
    fix: bool = False
    diff: bool = False
    unsafe: frozenset[str] = frozenset()

    @property
    def mends(self) -> bool:
        return (self.fix or bool(self.unsafe)) and not self.diff

    def is_about(self, finding: Finding) -> bool:
        """Whether a finding is to be told."""
        return finding.name not in self.ignore and (not self.select or finding.name in self.select)

    def is_to_be_mended(self, finding: Finding) -> bool:
        """Whether its fix is to be made, or shown."""
        fix = finding.fix
        return (
            fix is not None and self.is_about(finding) and (fix.safe or finding.name in self.unsafe)
        )


def check(here: Path, wish: Wish) -> int:
    """Check what is wished in the current folder *here*; returns the exit code."""
    unknown = sorted((wish.select | wish.ignore | wish.unsafe) - NAMES)
    if unknown:
        say(complaint(unknown[0], NAMES))
        return UNUSABLE
    try:
        return _check(here, wish)
    except NotThereError as error:
        say(str(error))
    except ConfigError as error:
        say(in_words(error))
    return UNUSABLE


def _check(here: Path, wish: Wish) -> int:
    def look() -> list[Looked]:
        return look_at(choose(here, wish.paths), external=wish.external)

    def show(changes: Sequence[Change]) -> None:
        stream = sys.stdout if wish.form == "text" else sys.stderr
        for change in changes:
            stream.write(diff(change, colour=wants_colour(stream)))
        stream.flush()

    if wish.mends:
        mended = mend(look, wish.is_to_be_mended, show)
        code = _report(mended.looked, wish)
        _say_mended(mended)
        return UNUSABLE if mended.failure else code
    looked = look()
    if wish.diff:
        this = planned(looked, wish.is_to_be_mended)
        show(this.changes)
        _say_all(this.refusals)
    return _report(looked, wish)


def _say_mended(mended: Mended) -> None:
    _say_all(mended.refusals)
    if mended.failure:
        say(mended.failure)
    if mended.faults:
        faults, files = counted(mended.faults, "fault"), counted(len(mended.files), "file")
        say(f"mended {faults} in {files}")


def _say_all(lines: Sequence[str]) -> None:
    for line in lines:
        say(line)


def _report(looked: Sequence[Looked], wish: Wish) -> int:
    found = chain.from_iterable(each.findings for each in looked)
    findings = [each for each in found if wish.is_about(each)]
    documents = {each.path: each for some in looked for each in some.choice.documents}
    report = Report(findings, documents, colour=wants_colour(sys.stdout))
    sys.stdout.write(FORMATS[wish.form](report))
    return FAILED if report.counts[Severity.ERROR] else 0
