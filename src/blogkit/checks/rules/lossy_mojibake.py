"""A garbled letter or emoji of which a part is lost, so that several may have been meant.

Why: readers see "ğŸ”" where an arrow or a smile was.
Bad: `ğŸ” [back to top](#contents)`. Good: `🔝 [back to top](#contents)`.
Fix: puts the likeliest there, never taking a neighbouring space with it: the one that the same
line has elsewhere in the blog, or whose name has a word of the line. It is safe where only one
comes into question, and declines where nothing speaks for any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.checks.anchors import Repair, edits_of, keeps_anchor, moved_anchors
from blogkit.checks.finding import Finding, Fix, Severity
from blogkit.checks.guess import guess, same_line
from blogkit.checks.misread import misread_text
from blogkit.checks.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.checks.guess import Guess
    from blogkit.checks.misread import Misread
    from blogkit.site import Document, Site

NAME = "lossy-mojibake"
ANSWERERS = {"same-line": same_line}
MOST_SHOWN = 5  # letters that a message lists


def check(document: Document, site: Site) -> Iterator[Finding]:
    for misread, likely in lossy_guesses(document, site):
        message = f"'{shown(misread.written)}' is garbled, and a part is lost; {_advice(likely)}"
        place, fix = misread.place, _fix(misread, likely, document, site)
        yield Finding(NAME, Severity.ERROR, document.path, place, message, likely.evidence, fix=fix)


def lossy_guesses(document: Document, site: Site) -> Iterator[tuple[Misread, Guess]]:
    """Each such place with what it most likely says."""
    for misread in misread_text(document.source) if document.source else ():
        if misread.is_lossy:
            yield misread, guess(misread, document, site)


def repair_of(misread: Misread, likely: Guess) -> Repair | None:
    """The repair, if anything speaks for one."""
    if not likely.reason:
        return None
    return Repair(misread.place, misread.written, likely.letters[0])


def _advice(likely: Guess) -> str:
    letters = [f"'{each}'" for each in likely.letters[:MOST_SHOWN]]
    if not letters:
        return "write it anew"
    if not likely.reason:
        return f"write what was meant, perhaps {_either(letters)}"
    rest = f", or {_either(letters[1:])}" if letters[1:] else ""
    return f"write {letters[0]}{rest}, {likely.reason}"


def _either(letters: list[str]) -> str:
    return " or ".join([", ".join(letters[:-1]), letters[-1]] if letters[1:] else letters)


def _fix(misread: Misread, likely: Guess, document: Document, site: Site) -> Fix | None:
    repair = repair_of(misread, likely)
    if repair is None or document.source is None:
        return None
    moved = moved_anchors([repair], document.source, site)
    safe = likely.is_unique and keeps_anchor(repair, moved)
    return Fix(tuple(edits_of(repair, moved, document.source)), safe)
