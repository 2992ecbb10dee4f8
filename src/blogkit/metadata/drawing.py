"""Draws social cards, in a process of its own: nothing here knows of blogs.

A card is white, with a bar and words in three inks: so it is stored as a PNG with a palette, which
costs half the time and a third of the bytes of one in all colours. That is for emoji.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from blogkit.metadata.coverage import in_known_letters
from blogkit.metadata.lettering import (
    BOLD,
    PLAIN,
    coloured,
    darkness,
    has_emoji,
    in_a_line,
    is_right_to_left,
    use_own_fonts,
)
from blogkit.metadata.png import Stretch, empty, png, stretch
from blogkit.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyvips

VERSION = "4"  # changes whenever the same words are drawn in another way
WIDTH, HEIGHT = 1200, 630  # what Facebook, LinkedIn, Mastodon and others show whole
MARGIN, BAR = 80, 16
COLUMN = WIDTH - 2 * MARGIN
TITLE_HEIGHT, LINE_HEIGHT = 470, 50
TALLEST_TITLE = TITLE_HEIGHT - MARGIN
TITLE_SIZES, LINE_SIZE = (84, 70, 58, 48, 40), 28  # points, which are pixels here
LONGEST_TITLE, LONGEST_LINE = 200, 60  # letters, of which so many fit in the smallest size
WHITE, INK, MUTED = "#ffffff", "#1f2328", "#59636e"
SHADES = 16  # of each ink: letters have smooth edges


@dataclass(frozen=True, slots=True)
class Drawing:
    """The words of a card, and its one colour. The parts of *byline* stand in one line.

    Words for which there are no letters are left out; instead of such a title the site's is large.
    """

    title: str
    byline: tuple[str, ...]
    site: str
    accent: str


@dataclass(frozen=True, slots=True)
class Task:
    """A card to be drawn into *file*."""

    drawing: Drawing
    file: Path


@dataclass(frozen=True, slots=True)
class Strip:
    """Words in a font, in the ink of this number, so far below the strip's upper edge.

    Without *above* they stand in its middle.
    """

    words: str
    font: str
    ink: int
    height: int
    above: int | None = None


def draw(task: Task) -> None:
    """Draw a card. Raises OSError where nothing can be written."""
    import pyvips

    pyvips.cache_set_max(0)  # hardly anything is drawn twice
    use_own_fonts(task.file.parent)
    drawing = task.drawing
    inks = (INK, drawing.accent, MUTED)
    strips = tuple(_strips(drawing))
    from_right = is_right_to_left(strips[0].words)
    if any(has_emoji(strip.words) for strip in strips):
        png = _in_all_colours(strips, inks, from_right=from_right)
    else:
        png = _with_palette(strips, inks, from_right=from_right)
    write_whole(task.file, png)


def _strips(drawing: Drawing) -> Iterator[Strip]:
    title, site, *parts = map(in_known_letters, (drawing.title, drawing.site, *drawing.byline))
    if not title.strip():
        title, site = site, ""
    title, site = in_a_line(title, LONGEST_TITLE), in_a_line(site, LONGEST_LINE)
    byline = in_a_line(" · ".join(filter(None, parts)), LONGEST_LINE)
    yield Strip(title, f"{BOLD} {_title_size(title)}", 0, TITLE_HEIGHT)
    yield Strip(site, f"{BOLD} {LINE_SIZE}", 1, LINE_HEIGHT, above=0)
    rest = HEIGHT - BAR - TITLE_HEIGHT - LINE_HEIGHT
    yield Strip(byline, f"{PLAIN} {LINE_SIZE}", 2, rest, above=0)


def _title_size(title: str) -> int:
    """The largest in which it fits."""
    for size in TITLE_SIZES[:-1]:
        text = _set(title, f"{BOLD} {size}")
        if text is None or text.height <= TALLEST_TITLE:
            return size
    return TITLE_SIZES[-1]


@lru_cache(maxsize=1)  # a title, whose size has just been found, is the first to be placed
def _set(words: str, font: str) -> pyvips.Image | None:
    return darkness(words, font, COLUMN)


def _with_palette(strips: tuple[Strip, ...], inks: tuple[str, ...], *, from_right: bool) -> bytes:
    parts = (part for strip in strips for part in _packed(strip, from_right=from_right))
    return png(WIDTH, HEIGHT, _palette(inks), (_bar(), *parts))


@cache
def _bar() -> Stretch:
    return stretch([bytes([1 * SHADES + SHADES - 1]) * WIDTH] * BAR)


@lru_cache(maxsize=4)  # the site's name stands at the same place of all cards
def _packed(strip: Strip, *, from_right: bool) -> tuple[Stretch, ...]:
    """A strip's pixels, as places in the palette."""
    text = _set(strip.words, strip.font)
    if text is None:
        return (empty(WIDTH, strip.height),)
    pixels = _pixels(text).translate(_shades(strip.ink))
    above, rows, below = _placed(text, pixels, strip, b"\0", from_right=from_right)
    return empty(WIDTH, above), stretch(rows), empty(WIDTH, below)


def _pixels(text: pyvips.Image) -> bytes:
    """By this thread: `write_to_memory` would begin others, for what is done sooner."""
    import pyvips

    return bytes(pyvips.Region.new(text).fetch(0, 0, text.width, text.height))


@lru_cache(maxsize=4)
def _palette(inks: tuple[str, ...]) -> bytes:
    return b"".join(bytes(each) for ink in inks for each in _mixed(ink))


def _in_all_colours(strips: tuple[Strip, ...], inks: tuple[str, ...], *, from_right: bool) -> bytes:
    import pyvips

    white = bytes(channels(WHITE))
    card = [bytes(channels(inks[1])) * WIDTH * BAR]
    for strip in strips:
        text = coloured(strip.words, strip.font, COLUMN, inks[strip.ink])
        above, rows, below = strip.height, list[bytes](), 0
        if text is not None:
            pixels = bytes(text.flatten(background=list(white)).write_to_memory())
            above, rows, below = _placed(text, pixels, strip, white, from_right=from_right)
        card += [white * WIDTH * above, *rows, white * WIDTH * below]
    picture = pyvips.Image.new_from_memory(b"".join(card), WIDTH, HEIGHT, 3, "uchar")
    return bytes(picture.copy(interpretation="srgb").pngsave_buffer(compression=6, keep="none"))


def _placed(
    text: pyvips.Image, pixels: bytes, strip: Strip, ground: bytes, *, from_right: bool
) -> tuple[int, list[bytes], int]:
    """How many rows of a strip are empty above its text; those that this takes up on this *ground*,
    with its *pixels* where it begins to be read; and how many are empty below.

    Put together here: libvips takes three times as long to lay a small picture on a large one.
    """
    left = WIDTH - MARGIN - text.width if from_right else MARGIN
    top = (strip.height - text.height) // 2 if strip.above is None else strip.above
    before, cut, length = ground * left, max(-left, 0) * len(ground), text.width * len(ground)
    after, whole = ground * WIDTH, WIDTH * len(ground)
    rows = [
        (before + pixels[at * length + cut : (at + 1) * length] + after)[:whole]
        for at in range(max(-top, 0), min(text.height, strip.height - top))
    ]
    return max(top, 0), rows, strip.height - max(top, 0) - len(rows)


@cache
def _shades(ink: int) -> bytes:
    """The place in the palette of each darkness of an ink; white is the first."""
    shades = (round(dark * (SHADES - 1) / 255) for dark in range(256))
    return bytes(ink * SHADES + shade if shade else 0 for shade in shades)


def _mixed(ink: str) -> Iterator[tuple[int, ...]]:
    """The ink's shades, from white."""
    for shade in range(SHADES):
        share = shade / (SHADES - 1)
        yield tuple(round(255 - (255 - channel) * share) for channel in channels(ink))


def channels(colour: str) -> tuple[int, ...]:
    """Red, green and blue of `#rgb` or `#rrggbb`."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * each for each in digits)
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
