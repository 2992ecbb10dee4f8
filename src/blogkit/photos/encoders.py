"""Pixels as files, without any metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyvips

AVIF_EFFORT = 1  # libvips counts the other way round: aom's speed 8
OPAQUE_ENOUGH = 80  # quality of a transparent photograph, which has no JPEG


def avif(image: pyvips.Image, quality: int) -> bytes:
    return bytes(
        image.heifsave_buffer(
            Q=quality, compression="av1", effort=AVIF_EFFORT, bitdepth=8, keep="none"
        )
    )


def jpeg(image: pyvips.Image, quality: int) -> bytes:
    """A progressive JPEG."""
    return bytes(
        image.jpegsave_buffer(Q=quality, interlace=True, optimize_coding=True, keep="none")
    )


def webp(image: pyvips.Image, *, effort: int = 4) -> bytes:
    """A lossless WebP."""
    return bytes(image.webpsave_buffer(lossless=True, effort=effort, keep="none"))


def lossy_webp(image: pyvips.Image) -> bytes:
    return bytes(image.webpsave_buffer(Q=OPAQUE_ENOUGH, keep="none"))


def png(image: pyvips.Image) -> bytes:
    """A PNG without filters, which suits flat colours best."""
    return bytes(image.pngsave_buffer(compression=9, filter="none", keep="none"))
