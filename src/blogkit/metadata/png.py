"""A PNG with a palette, put together of stretches of rows that were packed each by itself.

What many pictures have in common is packed once. A stretch ends where deflate can be cut
(`Z_FULL_FLUSH`), so that any other may follow.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

UNFILTERED = b"\0"  # before each row; the palette's places have no likeness to their neighbours'
BEGIN, END = b"\x78\x01", b"\x03\x00"  # of zlib's stream: how it is packed, and an empty last block
ADLER = 65521


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows as they are *packed*; *size* and *checksum* (Adler's) are those of what was packed."""

    packed: bytes
    size: int
    checksum: int


def stretch(rows: Iterable[bytes]) -> Stretch:
    """Rows of pixels, each a byte: its place in the palette."""
    data = b"".join([part for row in rows for part in (UNFILTERED, row)])
    # Of letters on an empty ground runs are all that is worth looking for.
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    packed = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return Stretch(packed, len(data), zlib.adler32(data))


@lru_cache(maxsize=256)
def empty(width: int, height: int) -> Stretch:
    """So many rows of the palette's first colour."""
    return stretch([bytes(width)] * height)


def png(width: int, height: int, palette: bytes, stretches: Iterable[Stretch]) -> bytes:
    """The picture whose rows these are, from above. *palette* has three bytes for each colour."""
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = {b"IHDR": header, b"PLTE": palette, b"IDAT": _stream(stretches), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks.items())


def _stream(stretches: Iterable[Stretch]) -> bytes:
    """https://www.rfc-editor.org/rfc/rfc1950#section-2.2; its checksum follows from those of the
    parts: the sum of all bytes, and the sum of these sums."""
    low, high, parts = 1, 0, [BEGIN]
    for each in stretches:
        parts.append(each.packed)
        high = (high + (each.checksum >> 16) + each.size * (low - 1)) % ADLER
        low = (low + (each.checksum & 0xFFFF) - 1) % ADLER
    return b"".join((*parts, END, struct.pack(">HH", high, low)))


def _chunk(name: bytes, data: bytes) -> bytes:
    """https://www.w3.org/TR/png-3/#5Chunk-layout"""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
