"""Sets type, with the fonts of this package and no others: the same on every machine.

libvips does it with Pango, which knows every script's rules: joined letters, the direction of each
run, where a line may break.
"""

from __future__ import annotations

import os
import unicodedata
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.writing import write_whole

if TYPE_CHECKING:
    import pyvips

FONTS = Path(__file__).parent / "fonts"
BOLD, PLAIN = "Noto Sans Bold", "Noto Sans"
LINE_SPACING = 6  # pixels
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
# libvips cuts a text out where its letters end, and takes emoji for smaller than they are, or for
# nothing: so lines that nobody sees, as wide as the column, stand above and below them.
UNSEEN = f'<span alpha="1" size="4pt">{"_" * 400}</span>'


def use_own_fonts(folder: Path) -> None:
    """Before the first text is set in this process; later Fontconfig looks no more.

    Its settings, and what it knows of the fonts, are kept in *folder*.
    """
    if os.environ.get("FONTCONFIG_FILE", "").startswith(str(folder)):
        return
    file = folder / "fonts.conf"
    words = FONT_SETTINGS.format(fonts=escape(str(FONTS)), cache=escape(str(folder / "fonts")))
    if not file.is_file() or file.read_text(encoding="utf-8") != words:
        write_whole(file, words.encode())
    os.environ["FONTCONFIG_FILE"] = str(file)


def has_emoji(words: str) -> bool:
    """Whether some of it may be drawn in colours of its own."""
    return any(unicodedata.category(each) == "So" for each in words)


def darkness(words: str, font: str, column: int) -> pyvips.Image | None:
    """The words in a column of so many pixels, 255 where they are; None if there is nothing."""
    return _set(escape(words), font, column, in_colour=False)


def coloured(words: str, font: str, column: int, colour: str) -> pyvips.Image | None:
    """The words in this colour, and emoji in theirs, with transparency; None for nothing."""
    markup = f'<span foreground="{colour}">{escape(words)}</span>'
    if has_emoji(words):
        markup = f"{UNSEEN}\n{markup}\n{UNSEEN}"
    return _set(markup, font, column, in_colour=True) if words.strip() else None


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction (https://unicode.org/reports/tr9/#P2)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each in ("R", "AL") for each in directions if each in ("L", "R", "AL")), False)


def in_a_line(words: str, longest: int) -> str:
    """Without what cannot be drawn, and with an ellipsis if it is longer than so many letters."""
    drawn = (" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in words)
    line = " ".join("".join(drawn).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _set(markup: str, font: str, column: int, *, in_colour: bool) -> pyvips.Image | None:
    import pyvips

    try:
        return pyvips.Image.text(
            markup,
            font=font,
            width=column,
            rgba=in_colour,
            wrap="word-char",
            spacing=LINE_SPACING,
        )
    except pyvips.Error:  # nothing but spaces and marks that have no form
        return None
