"""Findings for people: each with the line that it is about, its evidence and its fix."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from blogkit.checks.finding import Severity
from blogkit.checks.lines import location, summary
from blogkit.checks.reports.colours import harmless, painter
from blogkit.checks.reports.model import bounds
from blogkit.checks.reports.snippet import snippet
from blogkit.sources.places import split_lines
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.finding import Edit, Finding
    from blogkit.checks.reports.colours import Paint
    from blogkit.checks.reports.model import Report
    from blogkit.documents import Document

INDENT = " " * 4
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
LONGEST = 60  # characters of what a fix would write


def written(report: Report) -> str:
    """The report as text, a summary in its last lines."""
    paint = painter(colour=report.colour)
    lines = []
    for path, findings in groupby(report.findings, key=lambda each: each.path):
        file = _lines_of(report.documents.get(path))
        lines += [line for each in findings for line in _told(each, file, paint)]
    lines.append(summary(report.findings, len(report.documents)))
    mendable = sum(bool(each.fix and each.fix.safe) for each in report.findings)
    if mendable:
        lines.append(f"{mendable} of them can be mended: make fix, or --fix")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _told(finding: Finding, file: Sequence[str], paint: Paint) -> Iterator[str]:
    colour = COLOURS[finding.severity]
    place = paint("bold", harmless(location(finding)))
    name = paint("faint", f"[{finding.name}]")
    yield f"{place}: {paint(colour, finding.severity.value)}: {harmless(finding.message)} {name}"
    shown = snippet(finding.place, file)
    if shown:
        yield f"{INDENT}{shown.line}"
        yield f"{INDENT}{shown.blank}{paint(colour, shown.marks)}"
    for each in finding.evidence:
        start = f"{shown_path(each.path)}:{each.place.line}:{each.place.column}"
        yield INDENT + harmless(f"{start}: {each.text}")
    if finding.fix:
        option = "--fix" if finding.fix.safe else f"--unsafe {finding.name}"
        yield f"{INDENT}{paint('green', option)}: {harmless(_would(finding.fix.edits))}"


def _lines_of(document: Document | None) -> Sequence[str]:
    """The lines of its file: reading that again is ten times as fast as unpacking its source."""
    if document is None:
        return ()
    try:
        return split_lines(document.path.read_bytes().decode("utf-8-sig").removeprefix("\ufeff"))
    except (OSError, UnicodeDecodeError):
        return document.source.lines if document.source else ()


def _would(edits: tuple[Edit, ...]) -> str:
    """What a fix would do, in a few words: `--diff` shows the rest."""
    if len(edits) > 1:
        return f"{len(edits)} edits"
    start, end = bounds(edits[0].place)
    text = edits[0].text.strip("\r\n")
    if not text:
        return "takes it out"
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{'adds' if start == end else 'writes'} '{shown}'"
