"""An HTML comment that is never closed, or is closed twice.

Why: all that follows it is lost to readers; or they see the end of what was meant for nobody.
Bad: `<!-- buy milk` on one line and the post's text below. Good: `<!-- buy milk -->`. MyST's own
comments, lines that begin with `%`, need no end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Source

NAME = "unclosed-comment"
OPENS, CLOSES = "<!--", "-->"


def check(document: Document, site: Site) -> Iterator[Finding]:
    source = document.source
    if source is None or not any(OPENS in line or CLOSES in line for line in source.lines):
        return
    for block in source.html:
        yield from _in_html(block, source)
    yield from _in_prose(source)


def _in_html(block: Place, source: Source) -> Iterator[Finding]:
    text = "\n".join(source.lines[block.line - 1 : block.end_line])
    at = _unclosed(text)
    if at < 0:
        return
    lines = text[:at].split("\n")
    line, column = block.line + len(lines) - 1, len(lines[-1]) + 1
    lost = [number for number in range(line, block.end_line) if source.lines[number].strip()]
    message = (
        "the comment that begins here is never closed, so readers miss what follows; "
        f"write '{CLOSES}' where it ends"
    )
    evidence = tuple(
        Evidence(source.path, Place(number + 1), "the last line that is lost")
        for number in lost[-1:]
    )
    yield _finding(source, line, column, OPENS, message, evidence)


def _unclosed(text: str) -> int:
    """Where a comment begins that does not end; -1 for nowhere. `<!-->` is a whole one."""
    at = text.find(OPENS)
    while at >= 0:
        end = text.find(CLOSES, at + 2)
        if end < 0:
            return at
        at = text.find(OPENS, end)
    return at


def _in_prose(source: Source) -> Iterator[Finding]:
    """There MyST takes neither mark for one, and readers see them."""
    for number, line in enumerate(source.prose, 1):
        at = line.find(OPENS)
        if at >= 0 and not line[:at].endswith("\\"):
            message = (
                "the comment that begins here is not closed before the paragraph ends, so readers "
                f"see it; write '{CLOSES}' behind it, or begin it on a line of its own"
            )
            yield _finding(source, number, at + 1, OPENS, message)
        elif line.strip() == CLOSES:
            message = (
                f"'{CLOSES}' closes no comment, so readers see it; delete it, or write '{OPENS}' "
                "where the comment begins"
            )
            yield _finding(source, number, line.find(CLOSES) + 1, CLOSES, message)


def _finding(
    source: Source,
    line: int,
    column: int,
    mark: str,
    message: str,
    evidence: tuple[Evidence, ...] = (),
) -> Finding:
    place = Place(line, column, line, column + len(mark))
    return Finding(NAME, Severity.ERROR, source.path, place, message, evidence)
