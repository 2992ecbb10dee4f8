"""What is read of pictures: their heads, all that these tell, once, and again when they change."""

from __future__ import annotations

import struct
import time
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from blogkit.checks import check_site
from blogkit.checks.picture_files import TOO_LARGE, read_picture
from blogkit.checks.private_details import ORDER, OWNER, PLACE, SERIAL, THUMBNAIL
from blogkit.memory import Memory, stamp_of
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import read_files, read_site
from blogkit.sources.mentions import picture_folders, picture_mentions
from tests.blogkit.checks.draw import draw

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.checks.finding import Finding
    from blogkit.checks.picture_files import PictureFile

NOW = read_date("2027-01-15")
POST = "---\nblogpost: true\ndate: 2026-01-01\n---\n# A trip\n\nWe went to the lake by boat.\n\n"
FORMATS = {
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
    "tif": "TIFF",
    "jp2": "JPEG2000",
}


def _read(path: Path) -> PictureFile:
    stamp = stamp_of(path)
    assert stamp
    return read_picture(path, stamp)


@pytest.mark.parametrize(("suffix", "kind"), FORMATS.items())
def test_no_picture_is_decoded(suffix: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    draw(path, kind, ["640x480", "gps", "noise"])
    with patch.object(ImageFile.ImageFile, "load", side_effect=AssertionError):
        file = _read(path)
    assert (file.kind, {file.width, file.height}) == (kind, {640, 480})  # some are turned
    assert file.size == path.stat().st_size


def test_camera_details(tmp_path: Path) -> None:
    draw(tmp_path / "a.jpg", "JPEG", ["gps", "serial", "owner", "copyright"])
    assert _read(tmp_path / "a.jpg").private == (PLACE, SERIAL, OWNER)


def _put_into_jpeg(path: Path, marker: int, data: bytes) -> None:
    Image.new("RGB", (2, 2)).save(path)
    jpeg = path.read_bytes()
    segment = struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data
    path.write_bytes(jpeg[:2] + segment + jpeg[2:])


def test_a_thumbnail(tmp_path: Path) -> None:
    first = struct.pack(">HHHIIi", 1, 0x0112, 3, 1, 6 << 16, 26)
    second = struct.pack(">HHHIIHHIIi", 2, 0x0201, 4, 1, 60, 0x0202, 4, 1, 4, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">I", 8) + first + second
    _put_into_jpeg(tmp_path / "a.jpg", 0xE1, exif + bytes(20))
    assert _read(tmp_path / "a.jpg").private == (THUMBNAIL,)


@pytest.mark.parametrize(
    ("resource", "data", "told"),
    [
        (0x0404, b"\x1c\x02\x5a\x00\x06Lisbon", (PLACE,)),
        (0x0404, b"\x1c\x02\x74\x00\x05\xa9 2026", ()),  # a copyright notice
        (1036, bytes(28), (THUMBNAIL,)),
    ],
)
def test_iptc(resource: int, data: bytes, told: tuple[str, ...], tmp_path: Path) -> None:
    block = b"8BIM" + struct.pack(">HHI", resource, 0, len(data)) + data + bytes(len(data) % 2)
    _put_into_jpeg(tmp_path / "a.jpg", 0xED, b"Photoshop 3.0\0" + block)
    assert _read(tmp_path / "a.jpg").private == told


@pytest.mark.parametrize("behind", [False, True])
def test_texts_of_a_png_before_and_behind_its_pixels(tmp_path: Path, *, behind: bool) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("exif:GPSLatitude", "38/1")
    texts.add(b"zzZz", b"aux:OwnerName", after_idat=behind)  # of no known kind
    texts.add(b"tEXt", b"aux:SerialNumber\0" + b"123", after_idat=behind)
    Image.new("RGB", (2, 2)).save(tmp_path / "a.png", pnginfo=texts)
    assert _read(tmp_path / "a.png").private == (PLACE, SERIAL)


@pytest.mark.parametrize("suffix", FORMATS)
def test_damaged_pictures_tell_nothing_and_break_nothing(suffix: str, tmp_path: Path) -> None:
    whole, cut = tmp_path / f"whole.{suffix}", tmp_path / f"cut.{suffix}"
    draw(whole, FORMATS[suffix], ["64x48", "gps", "xmp", "noise"])
    data = whole.read_bytes()
    for end in range(0, min(len(data), 400), 7):
        cut.write_bytes(data[:end])
        assert set(_read(cut).private) <= set(ORDER)
        cut.write_bytes(data[:end] + b"\xff" * 9 + data[end + 9 :])
        assert set(_read(cut).private) <= set(ORDER)


def test_a_bomb_is_known_as_too_large(tmp_path: Path) -> None:
    draw(tmp_path / "a.png", "PNG", ["2000x2000"])
    with patch.object(Image, "MAX_IMAGE_PIXELS", 1_000_000):
        assert _read(tmp_path / "a.png").kind == TOO_LARGE


def test_mentions_of_pictures() -> None:
    text = "![a](x/a%20b.JPG) <img src='../c.png'> img/*.webp; d.jpgx e.j.pg (f.gif)."
    assert picture_mentions(text) == ["x/a b.JPG", "../c.png", "img/*.webp", "f.gif"]
    assert picture_folders(text, ["/g h/i.png", "data:image/png;base64,a.png"]) == {
        *("x", "..", "img", "", "/g h"),
    }


@pytest.mark.parametrize(
    "text", ["a" * 2_000_000, ".png" * 200_000, "]([" * 300_000, "% " * 500_000]
)
def test_huge_lines_take_no_time(text: str) -> None:
    begin = time.perf_counter()
    picture_mentions(text)
    assert time.perf_counter() - begin < 5


class Trip:
    """A small blog that is checked again and again with one memory."""

    def __init__(self, root: Path) -> None:
        self.root, self._memory = root / "blog", Memory(root / "memory")
        self.write("trip.md", POST + "![A lake](trip-images/lake.png)\n")
        self.draw("lake.png")

    def write(self, name: str, text: str) -> None:
        path = self.root / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def draw(self, name: str, *words: str) -> None:
        path = self.root / "posts/trip-images" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draw(path, FORMATS[path.suffix[1:]], words)

    def check(self) -> list[str]:
        """The names of what is found, the same as without a memory."""
        remembered, fresh = self._check(self._memory), self._check(None)
        assert remembered == fresh
        return sorted({finding.name for finding in remembered})

    def _check(self, memory: Memory | None) -> list[Finding]:
        return check_site(read_site(self.root, Settings(), NOW, memory=memory))

    def check_without_reading(self) -> None:
        with patch("blogkit.checks.pictures.read_picture", side_effect=AssertionError):
            self._check(self._memory)


def test_what_lies_beside_a_post_is_seen_when_it_changes(tmp_path: Path) -> None:
    trip = Trip(tmp_path)
    assert trip.check() == []
    trip.check_without_reading()
    trip.draw("lake.png", "gps")
    assert trip.check() == ["private-image-metadata"]
    trip.draw("boat.png")
    assert trip.check() == ["private-image-metadata", "unused-image"]
    trip.check_without_reading()
    trip.write("other.md", "# Other\n\n<img src='trip-images/boat.png' alt='A boat'>\n")
    assert trip.check() == ["private-image-metadata"]
    trip.write("other.md", "# Other\n\n<!-- trip-images/boat.png -->\n")
    assert trip.check() == [
        *("image-only-in-comment", "private-comment", "private-image-metadata"),
    ]
    trip.write("other.md", "# Other\n")
    trip.draw("lake.png", "8000x7000")
    assert trip.check() == ["heavy-image", "unused-image"]
    trip.draw("lake.png", "1000x1000", "noise")
    assert trip.check() == ["unused-image", "wrong-image-type"]
    (trip.root / "posts/trip-images/lake.png").rename(trip.root / "posts/trip-images/Lake.png")
    assert trip.check() == ["missing-image", "unused-image"]


def test_of_a_folder_with_texts_that_were_not_read_nothing_is_said(tmp_path: Path) -> None:
    trip = Trip(tmp_path)
    trip.draw("boat.png")
    (trip.root / "posts/trip-images").rename(trip.root / "posts/all")
    trip.write("trip.md", POST + "![A lake](all/lake.png)\n")
    alone = [trip.root / "posts/trip.md"]
    assert [each.name for each in check_site(read_files(alone))] == ["unused-image"]
    trip.write("other.md", POST + "![A boat](all/boat.png)\n")
    assert check_site(read_files(alone)) == []
