"""Mending in rounds: fixes are made, and all is checked again, until none is left to be made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blogkit.checks import check_site
from blogkit.checks.fixing import CannotFixError, Ground, Plan, plan, write
from blogkit.checks.published import check_published

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from blogkit.checks.choosing import Choice
    from blogkit.checks.finding import Finding
    from blogkit.checks.fixing import Change

    Look = Callable[[], Sequence["Looked"]]
    Wanted = Callable[[Finding], bool]
    Show = Callable[[Sequence[Change]], None]

MOST_ROUNDS = 25  # fixes that meet take one each; two checks that undo each other would go on


@dataclass(frozen=True)
class Looked:
    """What was looked at, and found in it."""

    choice: Choice
    findings: list[Finding]


@dataclass
class Mended:
    """What is left once everything wanted was mended; *failure* says why it was cut short."""

    looked: Sequence[Looked]
    faults: int = 0
    files: set[str] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    failure: str = ""


def look_at(choices: Sequence[Choice], *, external: bool = False) -> list[Looked]:
    """Check all that was chosen, and what was built of it; other sites too if *external*."""
    return [Looked(each, _found(each, external=external)) for each in choices]


def _found(choice: Choice, *, external: bool) -> list[Finding]:
    site = choice.site
    findings = check_site(site, choice.documents)
    if choice.is_whole:
        findings += check_published(site.root, site, findings)
    if external:
        from blogkit.checks.external import check_external

        findings += check_external(site, choice.documents)
    findings = [each for each in findings if each.name not in site.settings.ignored_checks]
    return sorted(findings, key=lambda finding: finding.sort_key)


def planned(looked: Sequence[Looked], wanted: Wanted) -> Plan:
    """One round of fixes, in all that was looked at."""
    whole = Plan()
    for each in looked:
        part = plan((finding for finding in each.findings if wanted(finding)), _ground(each.choice))
        whole.changes += part.changes
        whole.mended += part.mended
        whole.refusals += part.refusals
    return whole


def mend(look: Look, wanted: Wanted, show: Show) -> Mended:
    """Make the fixes of all findings that are *wanted*, round by round, each shown before."""
    mended = Mended(look())
    for _ in range(MOST_ROUNDS):
        this = planned(mended.looked, wanted)
        mended.refusals = this.refusals
        if not this.changes:
            break
        show(this.changes)
        try:
            write(this.changes)
        except (CannotFixError, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            mended.failure = f"nothing more was written: {reason}"
            break
        mended.faults += len(this.mended)
        mended.files |= {str(change.path) for change in this.changes}
        mended.looked = look()
    return mended


def _ground(choice: Choice) -> Ground:
    site = choice.site
    documents = [*site.documents.values(), *(rival for _, rival in site.rivals)]
    digests = {document.path: document.digest for document in documents if document.digest}
    return Ground(choice.roots, digests, site.settings.source_encoding)
