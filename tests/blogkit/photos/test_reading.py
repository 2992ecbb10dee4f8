"""Whatever phones, cameras and scanners give: the right picture, or one clear reason."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from blogkit.photos.codec import encode
from blogkit.photos.model import PhotoSettings
from blogkit.photos.opening import UnreadableError
from tests.blogkit.photos.pictures import (
    BLUE,
    CORNERS,
    GREEN,
    RED,
    as_vips,
    bomb,
    corners,
    looks_like,
    photograph,
    quarters,
)

if TYPE_CHECKING:
    from collections.abc import Callable


SETTINGS = PhotoSettings()
SMALL = PhotoSettings(column=200, widths=(150, 250, 500))
HEIC = Path(__file__).parent / "turned.heic"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_whatever_way_the_phone_was_held(
    tmp_path: Path, orientation: int
) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = quarters().transpose(turns[orientation]) if orientation > 1 else quarters()
    exif = Image.Exif()
    exif[0x0112] = orientation
    held.save(tmp_path / "a.jpg", exif=exif, quality=95)
    encoding = encode(tmp_path / "a.jpg", SMALL)
    assert (encoding.width, encoding.height) == (64, 48)
    for file in encoding.files:
        assert abs(file.height - file.width * 48 / 64) <= 0.5
        assert looks_like(corners(file.data), CORNERS)


def _with_more(path: Path) -> None:
    """As phones append a second picture, or a film."""
    quarters().save(path, "JPEG", quality=95)
    path.write_bytes(path.read_bytes() + b"\0\0MotionPhoto" * 100)


FORMS: dict[str, Callable[[Path], object]] = {
    "jpeg": lambda path: quarters().save(path, "JPEG", quality=95),
    "progressive jpeg": lambda path: quarters().save(path, "JPEG", quality=95, progressive=True),
    "png": lambda path: quarters().save(path, "PNG"),
    "interlaced png": lambda path: path.write_bytes(
        as_vips(quarters()).pngsave_buffer(interlace=True)
    ),
    "palette png": lambda path: quarters().quantize(8).save(path, "PNG"),
    "16-bit png": lambda path: path.write_bytes(
        as_vips(quarters()).colourspace("rgb16").pngsave_buffer()
    ),
    "webp": lambda path: quarters().save(path, "WEBP", quality=95),
    "lossless webp": lambda path: quarters().save(path, "WEBP", lossless=True),
    "tiff": lambda path: quarters().save(path, "TIFF"),
    "16-bit tiff": lambda path: path.write_bytes(
        as_vips(quarters()).colourspace("rgb16").tiffsave_buffer()
    ),
    "lab tiff": lambda path: path.write_bytes(
        as_vips(quarters()).colourspace("lab").tiffsave_buffer()
    ),
    "jpeg 2000": lambda path: quarters().save(path, "JPEG2000"),
    "avif": lambda path: quarters().save(path, "AVIF", quality=95),
    "bmp": lambda path: quarters().save(path, "BMP"),
    "whole jpeg with more behind": _with_more,
    "opaque rgba": lambda path: quarters().convert("RGBA").save(path, "PNG"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_whatever_its_name(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a [page=2,x].jpg"
    FORMS[form](path)
    encoding = encode(path, SETTINGS)
    assert (encoding.width, encoding.height) == (64, 48)
    for file in encoding.files:
        assert looks_like(corners(file.data), CORNERS, 16)


def test_heic_is_turned_once() -> None:
    encoding = encode(HEIC, SETTINGS)
    assert (encoding.width, encoding.height) == (48, 64)
    for file in encoding.files:
        assert looks_like(corners(file.data), (RED, BLUE, GREEN, RED), 16)


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_cmyk_looks_as_in_print(tmp_path: Path, form: str) -> None:
    quarters().convert("CMYK").save(tmp_path / "a.jpg", form)
    blue, red, _, green = corners(encode(tmp_path / "a.jpg", SETTINGS).files[0].data)
    assert blue[2] > max(blue[:2]) + 30
    assert red[0] > max(red[1:]) + 80
    assert green[1] > max(green[0], green[2]) + 30


@pytest.mark.parametrize("bits", [1, 8, 16])
def test_greys_are_greys(tmp_path: Path, bits: int) -> None:
    mode, value = {1: ("1", 1), 8: ("L", 155), 16: ("I;16", 40_000)}[bits]
    Image.new(mode, (64, 48), value).save(tmp_path / "a.png")
    encoding = encode(tmp_path / "a.png", SETTINGS)
    assert encoding.colour == ("#ffffff" if bits == 1 else "#9b9b9b")


def test_wide_colours_become_the_same_colours_in_srgb(tmp_path: Path) -> None:
    wide = as_vips(quarters()).icc_transform("p3", input_profile="srgb")
    for name, save in (("a.jpg", wide.jpegsave), ("a.png", wide.pngsave), ("a.tif", wide.tiffsave)):
        save(str(tmp_path / name), profile="p3")
        found = corners(encode(tmp_path / name, SETTINGS).files[0].data)
        assert looks_like(found, CORNERS)
    bare = corners((tmp_path / "a.png").read_bytes())
    assert not looks_like(bare, CORNERS)


def test_a_profile_for_other_pictures_is_ignored(tmp_path: Path) -> None:
    grey = Image.new("L", (64, 48), 155)
    as_vips(quarters()).jpegsave(str(tmp_path / "p3.jpg"), profile="p3")
    profile = Image.open(tmp_path / "p3.jpg").info["icc_profile"]
    grey.save(tmp_path / "a.jpg", icc_profile=profile)
    assert encode(tmp_path / "a.jpg", SETTINGS).colour == "#9b9b9b"
    quarters().save(tmp_path / "b.png", icc_profile=b"no profile at all")
    assert looks_like(corners(encode(tmp_path / "b.png", SETTINGS).files[0].data), CORNERS)


def _cut(path: Path, save: Callable[[Path], object], share: float) -> None:
    save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("hello"), "it is no picture, whatever its name says"),
    "BMW": (lambda path: path.write_text("BMW or bicycle?"), "it is no picture, whatever"),
    "page": (lambda path: path.write_text("<html>"), "it is no picture, whatever its name says"),
    "nothing": (lambda path: path.touch(), "it is empty"),
    "video": (lambda path: path.write_bytes(b"\0\0\0\x14ftypisom\0\0\0\0"), "it is a video"),
    "bomb": (bomb, "it would have 3600 megapixels, and no more than 270 are read"),
    "cut jpeg": (lambda path: _cut(path, _save("JPEG"), 0.5), "it ends too early"),
    "cut png": (lambda path: _cut(path, _save("PNG"), 0.5), "it ends too early"),
    "cut tiff": (lambda path: _cut(path, _save("TIFF"), 0.5), "it "),
    "cut webp": (lambda path: _cut(path, _save("WEBP"), 0.5), "it "),
    "cut avif": (lambda path: _cut(path, _save("AVIF"), 0.5), "it ends too early"),
    "cut jpeg 2000": (lambda path: _cut(path, _save("JPEG2000"), 0.1), "it "),
    "cut bmp": (lambda path: _cut(path, _save("BMP"), 0.5), "it ends too early"),
    "cut heic": (lambda path: _cut(path, lambda to: shutil.copy(HEIC, to), 0.8), "it "),
    "header only": (lambda path: path.write_bytes(b"\xff\xd8\xff\xe0"), "it "),
    "broken svg": (lambda path: path.write_text("<svg width='3'"), "it is damaged"),
    "folder": (lambda path: path.mkdir(), "it cannot be read: Is a directory"),
    "gone": (lambda path: None, "it cannot be read: No such file or directory"),
}


def _save(form: str) -> Callable[[Path], object]:
    return lambda path: photograph().save(path, form)


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_is_no_picture_says_so_in_a_few_words(tmp_path: Path, what: str) -> None:
    make, reason = UNUSABLE[what]
    make(tmp_path / "a.jpg")
    with pytest.raises(UnreadableError) as caught:
        encode(tmp_path / "a.jpg", SETTINGS)
    words = str(caught.value)
    assert words.startswith(reason)
    assert len(words) < 80
    assert "\n" not in words
