"""Small pictures for the tests here, drawn on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random
from typing import TYPE_CHECKING

import pyvips
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

RED, BLUE, GREEN = (200, 60, 60), (60, 60, 200), (60, 180, 60)
CORNERS = (BLUE, RED, RED, GREEN)  # from the upper left one, row by row
HIDDEN = "Zebedee lives here"


def quarters(width: int = 64, height: int = 48) -> Image.Image:
    """A drawing whose corners differ, so that no turn goes unseen."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, height // 2, width, height))
    return image


def photograph(width: int = 640, height: int = 480, seed: int = 0) -> Image.Image:
    """What compresses as a photograph does: soft shapes, and grain on all of them."""
    random = Random(seed)
    planes = [_soft(random, width, height) for _ in range(3)]
    return Image.merge("RGB", planes)


def _soft(random: Random, width: int, height: int) -> Image.Image:
    plane = Image.new("L", (width, height), 128)
    for cells, share in ((3, 0.9), (20, 0.4), (120, 0.2), (400, 0.1)):
        small = Image.frombytes("L", (cells, cells), random.randbytes(cells * cells))
        noise = small.resize((width, height), Image.Resampling.BICUBIC)
        plane = Image.blend(plane, noise, share)
    return plane


def private_exif(orientation: int = 1) -> Image.Exif:
    """A place, a time, a maker, and a word to look for."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = exif[0x010E] = HIDDEN
    exif.get_ifd(0x8769)[0x9003] = "2026:05:01 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 52.0, 0.0), 3: "W", 4: (87.0, 37.0, 0.0)})
    return exif


def corners(data: bytes) -> list[tuple[int, ...]]:
    """The colours in the middle of each quarter, as an independent reader sees them."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    wide, high = image.size
    places = [(x * wide // 4, y * high // 4) for y in (1, 3) for x in (1, 3)]
    found = [image.getpixel(place) for place in places]
    return [each for each in found if isinstance(each, tuple)]


def looks_like(
    found: list[tuple[int, ...]], wanted: tuple[tuple[int, ...], ...], tolerance: int = 12
) -> bool:
    return len(found) == len(wanted) and all(
        abs(is_ - should) <= tolerance
        for colours in zip(found, wanted, strict=True)
        for is_, should in zip(*colours, strict=True)
    )


def as_vips(image: Image.Image) -> pyvips.Image:
    rows = pyvips.Image.new_from_memory(image.tobytes(), *image.size, len(image.mode), "uchar")
    return rows.copy(interpretation="srgb").copy_memory()


def bomb(path: Path) -> Path:
    """A small file that says it were 60,000 pixels wide and high."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path
