"""A file cannot be read, is not UTF-8, or holds characters that stand for nothing.

Why: nobody knows which letters were meant; readers see question marks or empty boxes in their
place, and a control character makes a feed invalid.
Bad: a post saved as "Windows-1252" or "UTF-16". Good: the same post saved as "UTF-8".
Fix: takes a control character out, or puts the letter there that Windows has under its number.
It declines where a letter is lost, and for characters of a private font.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks.finding import Edit, Finding, Fix, Severity
from blogkit.checks.misread import misread_text
from blogkit.checks.readable import is_about_mojibake, lines_about_encodings, readable_lines
from blogkit.checks.shown import shown
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site
    from blogkit.sources import Source

NAME = "unreadable-text"
NO_LETTERS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff"
HAS_FONT = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
CONTROL = re.compile(f"[{NO_LETTERS}]")
WINDOWS = re.compile(r"[\x80-\x9f]")  # letters in Windows-1252, and nothing in Unicode
MARK = re.compile(r"\ufeff")
GARBLED_MARK = re.compile("ï»¿|Ôªø|´╗┐|∩╗┐")  # by Windows, a Mac, or DOS
LOST_SIGN = "\ufffd"
LOST = re.compile(f"{LOST_SIGN}+")
PRIVATE = re.compile(f"[{HAS_FONT}]+")
ANY = re.compile(rf"[{NO_LETTERS}\x80-\x9f\ufeff\ufffd{HAS_FONT}]")
BREAKS = frozenset("\x0b\x0c")  # between two lines or pages of a text processor


def check(document: Document, site: Site) -> Iterator[Finding]:
    if document.unreadable is None:
        yield from _characters(document.source) if document.source else ()
        return
    message = (
        f"the file cannot be read ({document.unreadable.reason}), so its page is left out; "
        "save it as UTF-8, or move it out of the blog"
    )
    place = document.unreadable.place
    yield Finding(NAME, Severity.ERROR, document.path, place, message)


def _characters(source: Source) -> Iterator[Finding]:
    """What mojibake has such characters in it is told of as that."""
    garbled_mark = GARBLED_MARK.match(source.lines[0])
    if garbled_mark:
        message = "the file begins with a garbled byte order mark, and readers see it; delete it"
        yield _finding(source, 1, garbled_mark, Severity.ERROR, message, "", safe=True)
    if _is_plain("".join(source.lines)):
        return
    garbled = {cell for each in misread_text(source) for cell in each.cells}
    for finding in (*_controls(source), *_letters(source)):
        if (finding.place.line, finding.place.column) not in garbled:
            yield finding


def _is_plain(text: str) -> bool:
    """Whether there is nothing to look for. Of all these only the sign for what was lost counts as
    printable, and a text that is printable, as most are, is known to be so in no time."""
    return (text.isprintable() and LOST_SIGN not in text) or not ANY.search(text)


def _controls(source: Source) -> Iterator[Finding]:
    """Harmful wherever they stand, in code too."""
    for number, line in enumerate(source.lines, 1):
        for found in CONTROL.finditer(line):
            text = " " if found[0] in BREAKS else ""
            message = (
                f"an invisible control character (0x{ord(found[0]):02X}), often from a text "
                f"processor, stands here; {'put a space there' if text else 'delete it'}"
            )
            yield _finding(source, number, found, Severity.ERROR, message, text)
        for found in WINDOWS.finditer(line):
            yield _windows(source, number, found)
        for found in MARK.finditer(line):
            message = "a byte order mark stands here, inside of the text; delete it"
            yield _finding(source, number, found, Severity.WARNING, message, "", safe=True)


def _windows(source: Source, number: int, found: re.Match[str]) -> Finding:
    letter = found[0].encode("latin-1").decode("cp1252", errors="ignore")
    what_to_do = f"write '{letter}', which Windows has there" if letter else "delete it"
    message = f"an invisible control character (0x{ord(found[0]):02X}) stands here; {what_to_do}"
    return _finding(source, number, found, Severity.ERROR, message, letter)


def _letters(source: Source) -> Iterator[Finding]:
    """Only where readers see them, and not on purpose."""
    on_purpose = lines_about_encodings(source)
    for number, line in enumerate(readable_lines(source), 1):
        for found in LOST.finditer(line):
            if number in on_purpose or is_about_mojibake(source):
                break
            message = f"text was lost here, and readers see '{found[0]}'; write what stood there"
            yield _finding(source, number, found, Severity.ERROR, message)
        for found in PRIVATE.finditer(line):
            if _has_its_font(found, source.lines[number - 1]):
                continue
            message = (
                f"the character '{shown(found[0])}' has a meaning only in a font of its own, and "
                "readers see an empty box; write a word or an emoji instead"
            )
            yield _finding(source, number, found, Severity.WARNING, message)


def _has_its_font(found: re.Match[str], line: str) -> bool:
    """Whether it is all that an HTML element holds, whose class names the font."""
    return line.startswith(">", found.start() - 1) and line.startswith("</", found.end())


def _finding(
    source: Source,
    number: int,
    found: re.Match[str],
    severity: Severity,
    message: str,
    text: str | None = None,
    *,
    safe: bool = False,
) -> Finding:
    place = Place(number, found.start() + 1, number, found.end() + 1)
    fix = None if text is None else Fix((Edit(source.path, place, text),), safe)
    return Finding(NAME, severity, source.path, place, message, fix=fix)
