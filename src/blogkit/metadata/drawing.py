"""Draws social cards and icons, in a process of its own: nothing here knows of blogs.

libvips sets type with Pango, which knows every script's rules: joined letters, the direction of
each run, where a line may break. It sees the fonts of this package and no others, so that a card
is the same on every machine.
"""

from __future__ import annotations

import os
import struct
import tempfile
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyvips

WIDTH, HEIGHT = 1200, 630  # what Facebook, LinkedIn, Mastodon and others show whole
VERSION = "1"  # changes whenever the same words are drawn in another way
MARGIN, BAR = 80, 16
COLUMN = WIDTH - 2 * MARGIN
TITLE_HEIGHT, LINE_HEIGHT = 470, 50
TITLE_SIZES, LINE_SIZE = (84, 70, 58, 48, 40), 28  # points, at 72 of which a point is a pixel
LONGEST_TITLE, LONGEST_LINE = 200, 60  # characters that fit in the smallest size
WHITE, INK, MUTED = (255, 255, 255), "#1f2328", "#59636e"
FONTS = Path(__file__).parent / "fonts"
BOLD, PLAIN = "Noto Sans Bold", "Noto Sans"
# Fonts of one weight, those of Chinese, Japanese and Korean among them, are made bold by drawing.
FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="font">
<test name="weight" compare="less_eq"><const>medium</const></test>
<test target="pattern" name="weight" compare="more_eq"><const>bold</const></test>
<edit name="embolden" mode="assign"><bool>true</bool></edit>
</match>
</fontconfig>
"""
# libvips cuts a text out where its letters end, and takes emoji for smaller than they are: so a line
# that nobody sees, as wide as the column, stands below them.
ROOM_FOR_EMOJI = f'\n<span alpha="1" size="4pt">{"_" * 400}</span>'
ICON_MARGIN = 0.1  # of its size: phones round the corners off


@dataclass(frozen=True, slots=True)
class Drawing:
    """The words of a card, and its one colour."""

    title: str
    byline: str
    site: str
    accent: str


@dataclass(frozen=True, slots=True)
class Task:
    """A card to be drawn into *file*."""

    drawing: Drawing
    file: Path


@dataclass(frozen=True, slots=True)
class IconTask:
    """A logo to be drawn into *file* in a square of *size*; an opaque one on white."""

    logo: Path
    size: int
    file: Path
    is_opaque: bool = False


def draw(task: Task) -> None:
    """Draw a card. Raises OSError where nothing can be written."""
    _use_own_fonts(task.file.parent)
    card = _card(task.drawing)
    _write(task.file, bytes(card.pngsave_buffer(compression=1, filter="none", keep="none")))


def draw_icon(task: IconTask) -> bool:
    """Draw an icon; an `.ico` is a PNG in Microsoft's wrapping. False if the logo is no picture."""
    import pyvips

    margin = round(task.size * ICON_MARGIN) if task.is_opaque else 0
    room = task.size - 2 * margin
    try:
        logo = pyvips.Image.thumbnail(str(task.logo), room, height=room, size="both")
        icon = _in_square(logo, task.size, is_opaque=task.is_opaque)
        png = bytes(icon.pngsave_buffer(keep="none"))
    except pyvips.Error:
        return False
    _write(task.file, _ico(png, task.size) if task.file.suffix == ".ico" else png)
    return True


def _card(drawing: Drawing) -> pyvips.Image:
    """Strips below one another: joined they cost half of what it takes to lay them on a ground."""
    import pyvips

    ground = pyvips.Image.black(WIDTH, BAR, bands=3)
    bar = ground.new_from_image(_channels(drawing.accent)).copy(interpretation="srgb")
    title = _title(drawing.title)
    rest = HEIGHT - BAR - TITLE_HEIGHT - LINE_HEIGHT
    strips = (
        _strip(
            title, (TITLE_HEIGHT - (title.height if title else 0)) // 2, TITLE_HEIGHT, drawing.title
        ),
        _strip(_line(drawing.site, BOLD, drawing.accent), 0, LINE_HEIGHT, drawing.title),
        _strip(_line(drawing.byline, PLAIN, MUTED), 0, rest, drawing.title),
    )
    for strip in strips:
        bar = bar.join(strip, "vertical")
    return bar


def _title(title: str) -> pyvips.Image | None:
    """In the largest size in which it fits."""
    words = _cut(title, LONGEST_TITLE)
    image = None
    for size in TITLE_SIZES:
        image = _text(words, f"{BOLD} {size}", INK)
        if image is None or image.height <= TITLE_HEIGHT - 2 * BAR - LINE_HEIGHT:
            break
    return image


def _line(words: str, font: str, colour: str) -> pyvips.Image | None:
    return _text(_cut(words, LONGEST_LINE), f"{font} {LINE_SIZE}", colour)


def _text(words: str, font: str, colour: str) -> pyvips.Image | None:
    """The words as an opaque picture, as large as what is drawn; None if there is nothing."""
    import pyvips

    has_emoji = any(unicodedata.category(each) == "So" for each in words)
    markup = escape(words) + (ROOM_FOR_EMOJI if has_emoji else "")
    try:
        text = pyvips.Image.text(
            f'<span foreground="{colour}">{markup}</span>' if has_emoji else markup,
            font=font,
            width=COLUMN,
            rgba=has_emoji,
            wrap="word-char",
            spacing=6,
        )
    except pyvips.Error:  # nothing but spaces and marks that have no form
        return None
    return text.flatten(background=WHITE) if has_emoji else text.maplut(_inks(colour))


@cache
def _inks(colour: str) -> pyvips.Image:
    """The colours from white to this one, for each darkness: half the work of mixing them."""
    import pyvips

    darker = [(channel - 255) / 255 for channel in _channels(colour)]
    inks = pyvips.Image.identity().linear(darker, WHITE, uchar=True)
    return inks.copy(interpretation="srgb").copy_memory()


def _strip(text: pyvips.Image | None, above: int, height: int, title: str) -> pyvips.Image:
    """A full-width strip with a text; one that is read from the right begins there."""
    import pyvips

    if text is None:
        ground = pyvips.Image.black(WIDTH, height, bands=3)
        return ground.new_from_image(WHITE).copy(interpretation="srgb")
    left = WIDTH - MARGIN - text.width if is_right_to_left(title) else MARGIN
    return text.embed(left, above, WIDTH, height, extend="background", background=WHITE)


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction (https://unicode.org/reports/tr9/#P2)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each in ("R", "AL") for each in directions if each in ("L", "R", "AL")), False)


def _cut(words: str, longest: int) -> str:
    """In one line, without what cannot be drawn, and with an ellipsis if it is very long."""
    drawn = (" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in words)
    line = " ".join("".join(drawn).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _channels(colour: str) -> list[int]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * each for each in digits)
    return [int(digits[at : at + 2], 16) for at in (0, 2, 4)]


def _in_square(logo: pyvips.Image, size: int, *, is_opaque: bool) -> pyvips.Image:
    logo = logo.colourspace("srgb")
    if not logo.hasalpha():
        logo = logo.addalpha()
    square = logo.gravity("centre", size, size, extend="background", background=[0, 0, 0, 0])
    return square.flatten(background=WHITE) if is_opaque else square


def _ico(png: bytes, size: int) -> bytes:
    """One picture in an icon file: header, directory of one entry, the PNG as it is."""
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), 22)
    return header + entry + png


def _use_own_fonts(folder: Path) -> None:
    """Before the first text is set in this process; later Fontconfig looks no more."""
    if os.environ.get("FONTCONFIG_FILE", "").startswith(str(folder)):
        return
    file = folder / "fonts.conf"
    words = FONT_SETTINGS.format(fonts=escape(str(FONTS)), cache=escape(str(folder / "fonts")))
    if not file.is_file() or file.read_text(encoding="utf-8") != words:
        _write(file, words.encode())
    os.environ["FONTCONFIG_FILE"] = str(file)


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".drawing-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
