"""Draws icons of a logo, in a process of its own."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    import pyvips

VERSION = "1"  # changes whenever the same logo is drawn in another way
MARGIN = 0.1  # of its size: phones round the corners off
WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class IconTask:
    """A logo to be drawn into *file* in a square of *size*; an opaque one on white."""

    logo: Path
    size: int
    file: Path
    is_opaque: bool = False


def draw_icon(task: IconTask) -> bool:
    """Draw an icon; an `.ico` is a PNG in Microsoft's wrapping. False if the logo is no picture.

    Raises OSError where nothing can be written.
    """
    import pyvips

    margin = round(task.size * MARGIN) if task.is_opaque else 0
    room = task.size - 2 * margin
    try:
        logo = pyvips.Image.thumbnail(str(task.logo), room, height=room)
        icon = _in_square(logo, task.size, is_opaque=task.is_opaque)
        png = bytes(icon.pngsave_buffer(keep="none"))
    except pyvips.Error:
        return False
    write_whole(task.file, _ico(png, task.size) if task.file.suffix == ".ico" else png)
    return True


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
