"""What a picture's file consists of, read byte by byte: no codec is asked."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HARMLESS = {
    # JPEG: an APP0 is allowed if it is JFIF's, without a thumbnail
    *("SOI", "EOI", "JFIF", "DQT", "DHT", "DRI", "SOS", "SOF0", "SOF2"),
    *("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "fcTL", "fdAT", "bKGD", "sRGB", "gAMA"),
    *("pHYs", "cHRM"),
    *("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"),
    *("item av01", "item auxl", "header", "image", "NETSCAPE2.0", "control", "end"),
}
NAMED = {0xC0: "SOF0", 0xC2: "SOF2", 0xC4: "DHT", 0xDA: "SOS", 0xDB: "DQT", 0xDD: "DRI"}


def parts(data: bytes) -> list[str]:
    """The names of a file's segments, chunks, items or blocks."""
    if data.startswith(b"\xff\xd8"):
        return ["SOI", *_jpeg(data)]
    if data.startswith(b"\x89PNG"):
        return list(_chunks(data, 8, ">I4s", lead=8, tail=4))
    if data.startswith(b"RIFF"):
        return list(_chunks(data, 12, "<4sI", lead=8, tail=0))
    if data[4:8] == b"ftyp":
        return list(_items(data))
    return list(_gif(data))


def _jpeg(data: bytes) -> Iterator[str]:
    at = 2
    while at < len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xD9:
            yield "EOI" if at + 2 == len(data) else f"{len(data) - at - 2} bytes behind"
            return
        is_jfif = marker == 0xE0 and data[at + 4 : at + 9] == b"JFIF\0" and length == 16
        yield "JFIF" if is_jfif else NAMED.get(marker, f"{marker:x}")
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(data, at)


def _end_of_scan(data: bytes, at: int) -> int:
    while data[at] != 0xFF or data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
        at += 1
    return at


def _chunks(data: bytes, at: int, form: str, *, lead: int, tail: int) -> Iterator[str]:
    while at < len(data):
        fields = struct.unpack_from(form, data, at)
        name, length = sorted(fields, key=lambda each: isinstance(each, int))
        yield name.decode()
        at += lead + length + tail + (length % 2 if tail == 0 else 0)


def _items(data: bytes) -> Iterator[str]:
    """The types of an AVIF's items: its EXIF and XMP would be items as well."""
    at = data.index(b"iinf")
    while (at := data.find(b"infe", at + 1)) >= 0:
        yield f"item {data[at + 12 : at + 16].decode()}"


def _gif(data: bytes) -> Iterator[str]:
    yield "header"
    at = 13 + _table(data[10])
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x2C:
            yield "image"
            at = _skip(data, at + 11 + _table(data[at + 9]))
        else:
            label = data[at + 1]
            yield {0xF9: "control", 0xFF: data[at + 3 : at + 14].decode()}.get(label, f"{label:x}")
            at = _skip(data, at + 2)
    yield "end" if at == len(data) - 1 else "more behind"


def _table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1
