"""What a picture's file tells of its author: in EXIF, XMP, IPTC, and the texts of a PNG.

Looked for is what nobody means to publish. The orientation, the colour profile, a copyright
notice and the camera's settings are none of it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PIL import ExifTags, IptcImagePlugin, PngImagePlugin
from PIL import Image as Pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACE = "where it was taken"
SERIAL = "the serial number of the camera"
OWNER = "the name of the camera's owner"
THUMBNAIL = "a small copy, perhaps of what was cut off"
ORDER = (PLACE, SERIAL, OWNER, THUMBNAIL)

LATITUDE, LONGITUDE = 2, 4  # in EXIF's block of positions
THUMBNAIL_LENGTH = 0x0202  # EXIF: JPEGInterchangeFormatLength
EXIF_TAGS = {0xA431: SERIAL, 0xA435: SERIAL, 0x927C: SERIAL, 0xA430: OWNER}  # 927C: maker's notes
IPTC_PLACES = ((2, 90), (2, 92))  # city, and place within it
PHOTOSHOP_THUMBNAILS = (1033, 1036)
NAMES = {  # of properties in XMP, and of texts in a PNG
    PLACE: re.compile(r"GPSL(at|ong)itude"),
    SERIAL: re.compile(r"SerialNumber"),
    OWNER: re.compile(r"OwnerName"),
    THUMBNAIL: re.compile(r"xmpGImg:image"),
}
TEXT_CHUNKS = (b"eXIf", b"iTXt", b"tEXt", b"zTXt")
LINES_BEFORE_PROFILE = 3  # ImageMagick's raw profiles: an empty line, the name, the length


def private_details(picture: Pictures.Image, path: Path) -> tuple[str, ...]:
    """Words for what the just opened *picture*, the file *path*, tells. Nothing is decoded."""
    found: set[str] = set()
    for source in (_in_exif, _in_words, _in_iptc):
        # The heads of damaged files make Pillow raise nearly anything, and hide nothing then.
        with suppress(Exception):
            found.update(source(picture, path))
    return tuple(each for each in ORDER if each in found)


def _in_exif(picture: Pictures.Image, path: Path) -> Iterator[str]:
    exif = _exif(picture, path)
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if LATITUDE in position or LONGITUDE in position:
        yield PLACE
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    yield from (words for tag, words in EXIF_TAGS.items() if inner.get(tag))
    if exif.get_ifd(ExifTags.IFD.IFD1).get(THUMBNAIL_LENGTH):
        yield THUMBNAIL


def _exif(picture: Pictures.Image, path: Path) -> Pictures.Exif:
    """Pillow's own `getexif` would decode a whole PNG, to see what comes after the pixels."""
    if picture.format != "PNG":
        return picture.getexif()
    exif, info = Pictures.Exif(), _png_info(path)
    profile = info.get("Raw profile type exif")
    if profile:
        lines = str(profile).split("\n")[LINES_BEFORE_PROFILE:]
        exif.load(bytes.fromhex("".join(lines)))
    elif "exif" in info:
        exif.load(info["exif"])
    return exif


def _in_words(picture: Pictures.Image, path: Path) -> Iterator[str]:
    info = _png_info(path) if picture.format == "PNG" else {"xmp": picture.info.get("xmp", b"")}
    xmp = info.pop("xmp", b"")
    text = xmp.decode(errors="replace") if isinstance(xmp, bytes) else str(xmp)
    text = "\n".join([text, *info])
    yield from (words for words, name in NAMES.items() if name.search(text))


def _in_iptc(picture: Pictures.Image, _path: Path) -> Iterator[str]:
    known = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    if any(known.get(each) for each in IPTC_PLACES):
        yield PLACE
    resources = picture.info.get("photoshop")
    if isinstance(resources, dict) and any(resources.get(each) for each in PHOTOSHOP_THUMBNAILS):
        yield THUMBNAIL


def _png_info(path: Path) -> dict[Any, Any]:
    """The texts of a PNG, those behind its pixels too: there many programs put them."""
    with path.open("rb") as file, PngImagePlugin.PngStream(file) as stream:
        file.seek(8)
        with suppress(OSError, SyntaxError, ValueError):  # cut off: what came before still counts
            _read_texts(stream)
        return dict(stream.im_info)


def _read_texts(stream: PngImagePlugin.PngStream) -> None:
    file = stream.fp
    while file is not None:
        name, position, length = stream.read()
        if name == b"IEND":
            return
        if name in TEXT_CHUNKS:
            stream.call(name, position, length)
        file.seek(position + length + 4)  # its check sum is for those who decode it
