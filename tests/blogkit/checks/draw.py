"""Pictures for the case books: of any size, as noisy as a photo, and as talkative as a camera's."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from PIL import ExifTags, Image, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GPS, INNER = ExifTags.IFD.GPSInfo, ExifTags.IFD.Exif


def draw(path: Path, kind: str, words: Sequence[str] = ()) -> None:
    """Write a picture of the format *kind*. The *words*: `640x480`, `noise`, and what it tells."""
    size = next((each for each in words if re.fullmatch(r"\d+x\d+", each)), "2x2")
    width, height = map(int, size.split("x"))
    if "noise" in words:
        picture = Image.frombytes("RGB", (width, height), Random(1).randbytes(3 * width * height))
    else:
        picture = Image.new("RGB" if width < 1000 else "1", (width, height))
    texts = PngImagePlugin.PngInfo()
    if "xmp" in words:
        texts.add_itxt("XML:com.adobe.xmp", '<x exif:GPSLatitude="38,43N"/>')
    if "comment" in words:
        texts.add_text("Comment", "A lake")
    picture.save(path, format=kind, exif=_exif(words), pnginfo=texts)


def _exif(words: Sequence[str]) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # it may stay; and without any tag, nothing is written
    if "copyright" in words:
        exif[ExifTags.Base.Copyright] = "CC BY 4.0"
    if "gps" in words:
        exif.get_ifd(GPS).update({1: "N", 2: (38.0, 43.0, 0.0), 3: "W", 4: (9.0, 8.0, 0.0)})
    if "serial" in words:
        exif.get_ifd(INNER)[0xA431] = "0123456"
    if "owner" in words:
        exif.get_ifd(INNER)[0xA430] = "Robin Vega"
    return exif
