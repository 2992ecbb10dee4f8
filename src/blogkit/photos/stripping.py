"""Pictures that are published as they are, without what they tell of their maker.

What cannot be followed stays as it is from there on: a browser shows as much of it.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from blogkit.photos.forms import PNG_SIGNATURE, Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PRIVATE_IN_PNG = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
PRIVATE_IN_WEBP = {b"EXIF", b"XMP "}
PUBLIC_IN_GIF = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}  # they tell how often an animation repeats
EXIF_FLAG, XMP_FLAG = 0x08, 0x04  # in the chunk VP8X


def without_metadata(data: bytes, form: Form) -> bytes:
    """The same picture without EXIF, XMP, comments and the like; SVG and AVIF stay the same."""
    strip = STRIPPERS.get(form)
    return strip(data) if strip else data


def _png(data: bytes) -> bytes:
    kept = [PNG_SIGNATURE]
    at = len(PNG_SIGNATURE)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + length + 12
        if name not in PRIVATE_IN_PNG:
            kept.append(data[at:end])
        at = end
        if name == b"IEND":  # whatever follows is no part of the picture
            break
    return b"".join(kept)


def _webp(data: bytes) -> bytes:
    kept = []
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if name == b"VP8X":
            flags = data[at + 8] & ~(EXIF_FLAG | XMP_FLAG)
            kept.append(data[at : at + 8] + bytes([flags]) + data[at + 9 : end])
        elif name not in PRIVATE_IN_WEBP:
            kept.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> bytes:
    kept = b""
    begin = at = 13 + _colours(data[10:11])
    kept = data[:begin]
    for end, is_private in _gif_blocks(data, at):
        kept += b"" if is_private else data[begin:end]
        begin = end
    return kept


def _gif_blocks(data: bytes, at: int) -> Iterator[tuple[int, bool]]:
    """Where each block ends, and whether it is a comment or an application's own (GIF89a)."""
    while at < len(data):
        kind = data[at : at + 2]
        if data[at] == 0x2C:  # an image: its descriptor, colours, and the least code size
            yield (at := _end_of_parts(data, at + 11 + _colours(data[at + 9 : at + 10]))), False
        elif data[at] == 0x21:
            is_private = kind == b"\x21\xfe" or (
                kind == b"\x21\xff" and data[at + 3 : at + 14] not in PUBLIC_IN_GIF
            )
            yield (at := _end_of_parts(data, at + 2)), is_private
        else:
            yield at + 1, False  # the trailer, or damage
            return


def _end_of_parts(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _colours(flags: bytes) -> int:
    """How many bytes the table of colours takes that these flags announce."""
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


STRIPPERS: dict[Form, Callable[[bytes], bytes]] = {
    Form.PNG: _png,
    Form.WEBP: _webp,
    Form.GIF: _gif,
}
