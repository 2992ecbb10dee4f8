"""A picture in any form that phones, cameras and scanners give, opened as it is seen: upright, in
sRGB, eight bits a channel, no larger than is needed.

libvips reads most forms piece by piece, so that 100 megapixels take little memory; the few that
it lacks are read by others, whole.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogkit.photos.forms import Form, form_of

os.environ.setdefault("VIPS_WARNING", "1")  # or libvips tells on stderr of each odd file

import pyvips

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFile import ImageFile

MOST_PIXELS = 270_000_000  # the largest cameras of phones have 200 million
LONGEST = 16_383  # pixels: WebP takes no more
TOO_SHORT = (
    "premature end",
    "unexpected end",
    "end of file",
    "truncated",
    "read error",
    "bad seek",
)
SIDEWAYS = range(5, 9)  # the values of EXIF's Orientation that swap width and height
SHRINKS = (8, 4, 2)  # what JPEG can be divided by while it is read
NUMBERS_ARE_COLOURS = {"srgb", "rgb", "rgb16", "b-w", "grey16"}
READ_BY_VIPS = {Form.PNG, Form.WEBP, Form.TIFF, Form.AVIF, Form.GIF}

pyvips.cache_set_max(0)  # no picture is opened twice


class UnreadableError(Exception):
    """Why a file is no picture to show, in the author's words."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture whose pixels are not read yet. Its size is that of the original as it is seen."""

    source: pyvips.Image
    form: Form
    width: int
    height: int
    owner: object  # of the memory that *source* looks into

    def pixels(self, width: int) -> pyvips.Image:
        """The picture at this width, in memory: three channels, or four if it is transparent.

        Raises UnreadableError.
        """
        try:
            image = _narrowed(self.source, width, height_for(self, width))
        except pyvips.Error as error:
            raise UnreadableError(_in_words(error)) from error
        return image[:3] if image.bands == 4 and image[3].min() == 255 else image


def height_for(picture: Opened, width: int) -> int:
    """The height that belongs to this width."""
    return min(LONGEST, max(1, round(picture.height * width / picture.width)))


def open_picture(path: Path, width: int) -> Opened:
    """The picture in this file, ready to be read at *width* or less.

    Raises UnreadableError, for a file that cannot be read or holds no still picture too.
    """
    try:
        form = form_of(path)
        if form is None or form is Form.SVG:
            raise UnreadableError(_what_else(path))
        source, owner = _source(path, form)
        _refuse_if_too_large(source.width, source.height)
    except (pyvips.Error, OSError, EOFError, ValueError, SyntaxError) as error:
        raise UnreadableError(_in_words(error)) from error
    sideways = source.get_typeof("orientation") and source.get("orientation") in SIDEWAYS
    size = (source.height, source.width) if sideways else (source.width, source.height)
    if form is Form.JPEG:
        source = _read_jpeg(path, size[0] // max(1, width))
    return Opened(source, form, *size, owner)


def _source(path: Path, form: Form) -> tuple[pyvips.Image, object]:
    if form is Form.HEIC:
        return _read_heic(path)
    if form is Form.JPEG:
        return _read_jpeg(path, 1), None
    if form in READ_BY_VIPS:
        return _with_vips(path), None
    return _read_by_pillow(path), None


def _with_vips(path: Path) -> pyvips.Image:
    source = pyvips.Source.new_from_file(str(path))
    # Not Image.thumbnail_source(), which takes a file that ends too early for whole.
    return pyvips.Image.new_from_source(source, "", access="sequential", fail_on="error")


def _read_jpeg(path: Path, times: int) -> pyvips.Image:
    """The picture with each side divided by up to *times*, which saves most of the reading.

    By the reader of JPEG: libvips would choose another for phones' HDR, and read its second
    picture too.
    """
    shrink = next((each for each in SHRINKS if each <= times), 1)
    source = pyvips.Source.new_from_file(str(path))
    return pyvips.Image.jpegload_source(source, access="sequential", fail_on="error", shrink=shrink)


def _read_heic(path: Path) -> tuple[pyvips.Image, object]:
    """libheif turns the picture upright by itself, and rightly ignores EXIF's Orientation."""
    import pi_heif

    heif = pi_heif.open_heif(path, convert_hdr_to_8bit=True)
    _refuse_if_too_large(*heif.size)
    bands = len(heif.mode)
    rows = pyvips.Image.new_from_memory(
        heif.data, heif.stride // bands, heif.size[1], bands, "uchar"
    )
    return _described(rows.crop(0, 0, *heif.size), heif.info.get("icc_profile")), heif


def _read_by_pillow(path: Path) -> pyvips.Image:
    with open_by_pillow(path) as image:
        profile = image.info.get("icc_profile")
        mode = "RGBA" if image.has_transparency_data else "RGB"
        whole = image.convert(mode)
    rows = pyvips.Image.new_from_memory(whole.tobytes(), *whole.size, len(mode), "uchar")
    return _described(rows, profile if image.mode == mode else None)


def open_by_pillow(path: Path) -> ImageFile:
    """The picture by Pillow, its pixels not read yet. Raises OSError, ValueError, SyntaxError."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # it warns of half as many as are welcome here
    image = Image.open(path)
    _refuse_if_too_large(*image.size)
    return image


def _described(image: pyvips.Image, profile: bytes | None) -> pyvips.Image:
    """Bare numbers as colours: of this profile, or of sRGB."""
    image = image.copy(interpretation="srgb" if image.bands > 2 else "b-w")
    if profile:
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return image


def _narrowed(image: pyvips.Image, width: int, height: int) -> pyvips.Image:
    """libvips minds transparency and orientation while it makes a picture smaller.

    Its colours too if asked, but ten times as slowly as when they are few: only where it must.
    """
    if image.interpretation in NUMBERS_ARE_COLOURS:
        small = image.thumbnail_image(width, height=height, size="force").copy_memory()
        return _in_srgb(small).colourspace("srgb").cast("uchar").copy_memory()
    cmyk = {"input_profile": "cmyk"} if image.interpretation == "cmyk" else {}
    small = image.thumbnail_image(width, height=height, size="force", output_profile="srgb", **cmyk)
    return small.copy_memory()


def _in_srgb(image: pyvips.Image) -> pyvips.Image:
    if not image.get_typeof("icc-profile-data"):
        return image
    try:
        return image.icc_transform("srgb", embedded=True).copy_memory()
    except pyvips.Error:  # a profile of another sort of picture; browsers ignore it as well
        return image


def _refuse_if_too_large(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise UnreadableError(
            f"it would have {width * height // 1_000_000} megapixels, and no more than "
            f"{MOST_PIXELS // 1_000_000} are read"
        )


def _what_else(path: Path) -> str:
    """What a file is that holds no picture."""
    with path.open("rb") as file:
        head = file.read(12)
    if not head:
        return "it is empty"
    return "it is a video" if head[4:8] == b"ftyp" else "it is no picture, whatever its name says"


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    too_short = any(each in str(error).lower() for each in TOO_SHORT)
    return "it ends too early" if too_short else "it is damaged"
