"""Text that was written as UTF-8 and read as something else, found and read right.

Only whole letters count, so no correct neighbour is ever taken away. What may as well be correct
is believed to be misread only in a file where something certainly is, and only on a line that
holds nothing against it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blogkit.checks.certain import Stretch, is_certain
from blogkit.checks.codecs import (
    CODECS,
    CUT_LETTER,
    HIGH_RUN,
    LETTER,
    LETTERS,
    LETTERS_OR_CUT,
    SUSPICIOUS,
    restored,
    utf8,
)
from blogkit.checks.plausible import is_plausible
from blogkit.checks.readable import is_about_mojibake, lines_about_encodings, readable_lines
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blogkit.checks.codecs import Codec
    from blogkit.sources import Source

FEWEST_WHOLE = 2  # letters beside a cut one that is not telling by itself


@dataclass(frozen=True)
class Misread:
    """What is *written* at *place* was meant as *text*. Where a byte is lost, *text* is empty
    and *choices* are what it may have been; there are none where several bytes are lost. *again*
    is what it says if it was misread twice."""

    place: Place
    written: str
    text: str
    choices: tuple[str, ...] = ()
    is_certain: bool = True
    again: str = ""
    is_again_certain: bool = False

    @property
    def is_lossy(self) -> bool:
        return not self.text

    @property
    def cells(self) -> list[tuple[int, int]]:
        """The line and the column of each of its characters."""
        columns = range(self.place.column, self.place.end_column)
        return [(self.place.line, column) for column in columns]


def misread_text(source: Source) -> tuple[Misread, ...]:
    """All misread text that readers get to see, in order."""
    if not any(map(_is_suspicious, source.lines)) or is_about_mojibake(source):
        return ()
    on_purpose = lines_about_encodings(source)
    lines = {
        number: line
        for number, line in enumerate(readable_lines(source), 1)
        if number not in on_purpose and _is_suspicious(line)
    }
    chosen: list[Misread] = []
    taken: set[tuple[int, int]] = set()
    for found in sorted((_believed(codec, lines) for codec in CODECS), key=_weight):
        free = [each for each in found if taken.isdisjoint(each.cells)]
        chosen += free
        taken.update(cell for each in free for cell in each.cells)
    return tuple(sorted(chosen, key=lambda each: each.place))


def _is_suspicious(line: str) -> bool:
    return not line.isascii() and bool(SUSPICIOUS.search(line))


def _weight(found: Sequence[Misread]) -> int:
    """The codec that explains most comes first."""
    return -sum(len(each.written) for each in found)


def _believed(codec: Codec, lines: dict[int, str]) -> list[Misread]:
    """What is certain in *codec*, and with it what goes along."""
    found = [each for number, line in lines.items() for each in _in_line(codec, number, line)]
    if not any(each.is_certain for each in found):
        return []
    doubtful = {each.place.line for each in found if not each.is_certain}
    agreeing = {number for number in doubtful if _agrees(codec, lines[number])}
    believed = [each for each in found if each.is_certain or each.place.line in agreeing]
    if not any(each.is_again_certain for each in believed):
        return believed
    return [replace(each, text=each.again or each.text) for each in believed]


def _agrees(codec: Codec, line: str) -> bool:
    """Whether all of the line that can be misread in *codec* is."""
    return all(LETTERS.fullmatch(run) for run in HIGH_RUN.findall(codec.as_bytes(line)))


def _in_line(codec: Codec, number: int, line: str) -> Iterator[Misread]:
    numbers = codec.as_bytes(line)
    for found in (LETTERS_OR_CUT if codec.lost else LETTERS).finditer(numbers):
        start, end = found.span()
        choices = _choices(found[0], codec)
        if choices is not None:
            place = Place(number, start + 1, number, end + 1)
            yield Misread(place, line[start:end], "", choices)
            continue
        for whole in LETTERS.finditer(numbers, start, end):
            yield from _whole(codec, number, line, *whole.span())


def _whole(codec: Codec, number: int, line: str, start: int, end: int) -> Iterator[Misread]:
    before, after = line[max(start - 1, 0) : start], line[end : end + 1]
    once = _stretch(before, line[start:end], after, codec)
    twice = None
    if LETTERS.fullmatch(codec.as_bytes(once.text)):
        twice = _stretch(before, once.text, after, codec)
    again = twice.text if twice and is_plausible(twice.text) else ""
    text = once.text if is_plausible(once.text) else again
    if text:
        place = Place(number, start + 1, number, end + 1)
        is_again_certain = bool(twice and again and is_certain(twice))
        yield Misread(place, once.written, text, (), is_certain(once), again, is_again_certain)


def _stretch(before: str, written: str, after: str, codec: Codec) -> Stretch:
    numbers = codec.as_bytes(written)
    return Stretch(before, written, after, numbers, utf8(numbers))


def _choices(numbers: str, codec: Codec) -> tuple[str, ...] | None:
    """What a stretch with one cut letter may say; None if it is certainly nothing of the kind."""
    if LETTERS.fullmatch(numbers):
        return None
    cuts = [*_cuts(numbers)]
    whole = utf8("".join(LETTER.findall(numbers)))
    is_telling = any(each.startswith(("\xf0\x9f", "\xe2\x80")) for _, each in cuts)
    if not (is_telling or len(whole) >= FEWEST_WHOLE) or not (whole == "" or is_plausible(whole)):
        return None
    if len(cuts) > 1:
        return ()
    at, cut = cuts[0]
    before, after = utf8(numbers[:at]), utf8(numbers[at + len(cut) :])
    said = (before + letter + after for letter in restored(cut, codec))
    return tuple(each for each in said if is_plausible(each)) or None


def _cuts(numbers: str) -> Iterator[tuple[int, str]]:
    """The letters that lack a byte, and where."""
    at = 0
    while at < len(numbers):
        found = LETTER.match(numbers, at) or CUT_LETTER.match(numbers, at)
        if found is None:
            return
        if not LETTER.fullmatch(found[0]):
            yield at, found[0]
        at = found.end()
