"""What a file is, by its first bytes: its name may say anything."""

from __future__ import annotations

import re
import struct
from enum import Enum
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

ENOUGH = 4096  # bytes; an SVG may begin with a long comment
AVIF_BRANDS = {b"avif", b"avis"}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)", re.IGNORECASE)


class Form(Enum):
    """How a picture is stored: its media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    TIFF = "image/tiff"
    AVIF = "image/avif"
    HEIC = "image/heic"
    JPEG_2000 = "image/jp2"
    BMP = "image/bmp"
    GIF = "image/gif"
    SVG = "image/svg+xml"

    @property
    def suffix(self) -> str:
        """What the name of such a file ends with."""
        return SUFFIXES.get(self, f".{self.name.lower()}")


SUFFIXES = {Form.JPEG: ".jpg", Form.JPEG_2000: ".jp2"}
SIGNATURES = {
    b"\xff\xd8\xff": Form.JPEG,
    PNG_SIGNATURE: Form.PNG,
    b"GIF8": Form.GIF,
    b"II*\0": Form.TIFF,
    b"MM\0*": Form.TIFF,
    b"II+\0": Form.TIFF,
    b"MM\0+": Form.TIFF,
    b"\0\0\0\x0cjP  \r\n\x87\n": Form.JPEG_2000,
    b"\xff\x4f\xff\x51": Form.JPEG_2000,
}


def form_of(path: Path) -> Form | None:
    """The form of the picture in this file; None if it holds none. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(ENOUGH)
    for signature, form in SIGNATURES.items():
        if head.startswith(signature):
            return form
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Form.WEBP
    if head[:2] == b"BM" and head[6:10] == bytes(4):  # what is reserved: many a text begins so
        return Form.BMP
    if head[4:8] == b"ftyp":
        return _form_of_brands(_brands(head))
    return Form.SVG if SVG.match(head) and b"<svg" in head else None


def is_animated(path: Path, form: Form) -> bool:
    """Whether a picture of this form has more than one frame. Raises OSError."""
    with path.open("rb") as file:
        if form is Form.PNG:
            return _has_frames(file)
        head = file.read(ENOUGH)
    if form is Form.WEBP:
        return head[12:16] == b"VP8X" and len(head) > 20 and bool(head[20] & 2)
    return form is Form.GIF or (form is Form.AVIF and head[8:12] == b"avis")


def _brands(head: bytes) -> set[bytes]:
    """What the box `ftyp` says that the file is (ISO 14496-12, 4.3)."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}


def _form_of_brands(brands: set[bytes]) -> Form | None:
    if brands & AVIF_BRANDS:
        return Form.AVIF
    return Form.HEIC if brands & HEIC_BRANDS else None


def _has_frames(file: BinaryIO) -> bool:
    """Whether the chunk `acTL` stands before the picture (PNG, third edition, 11.3.6.1)."""
    file.seek(len(PNG_SIGNATURE))
    while len(header := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", header)
        if name in (b"acTL", b"IDAT"):
            return bool(name == b"acTL")
        file.seek(length + 4, 1)
    return False
