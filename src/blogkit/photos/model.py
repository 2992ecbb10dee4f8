"""What is known of a picture that is published: its size, its colour and its variants."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class PhotoKind(Enum):
    """How a picture is best stored; *KEPT* ones (GIF, SVG, animations) are published as they are,
    without their metadata where that can be had."""

    PHOTOGRAPH = "photograph"  # AVIF and JPEG
    DRAWING = "drawing"  # lossless WebP and PNG
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Variant:
    """One file of a picture, in the cache. Sizes in pixels."""

    file: Path
    mime: str  # image/avif, image/jpeg, image/webp, image/png, …
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that can be published.

    *width* and *height* are those of the original as it is seen (its EXIF orientation applied); 0
    for an SVG that does not tell them.
    *variants* ascend by width within each type, the best type first; those of the last type are
    for every browser, and the widest of these is the picture that a plain link or a feed shows.
    *colour* is the average one, as `#rrggbb`, and `#00000000` for a picture through which it would
    shine (transparent or kept). *digest* changes whenever any variant would.
    """

    width: int
    height: int
    kind: PhotoKind
    colour: str
    digest: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file cannot be shown as a picture, in the author's words: `it ends too early`."""

    reason: str


@dataclass(frozen=True, slots=True)
class PhotoSettings:
    """Widths in CSS pixels of the column, and of the *margins* beside it on a narrow screen; in
    pixels of the variants, to which that of twice the column is added.

    The narrowest variant is for pictures side by side on telephones, whose screens have two pixels
    in the room of one: it may be coarser, about as fine as its JPEG (by SSIMULACRA2). The one of 720
    fills the column of telephones whose screens have two pixels (390) or nearly so (412), and of
    plain screens.
    """

    column: int = 720
    margins: int = 32
    widths: tuple[int, ...] = (344, 480, 720, 800, 1200, 1600)
    avif_quality: int = 62
    coarse_quality: int = 52
    jpeg_quality: int = 76

    @property
    def wanted(self) -> tuple[int, ...]:
        """All widths of variants, the narrowest first."""
        return tuple(sorted({*self.widths, 2 * self.column}))

    def avif_quality_at(self, width: int, widest: int) -> int:
        """That of one variant of a picture, whose widest is shown large, however small it is."""
        is_coarse = width <= self.widths[0] and width < widest
        return min(self.coarse_quality, self.avif_quality) if is_coarse else self.avif_quality


IN_OUR_LOOK = PhotoSettings(column=640, margins=40)  # as its stylesheet has them
