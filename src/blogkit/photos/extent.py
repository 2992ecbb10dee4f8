"""How large a picture is shown: by itself, or as its author asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils.nodes import parse_measure

if TYPE_CHECKING:
    from collections.abc import Mapping

# https://www.w3.org/TR/css-values-4/#lengths; of those that depend on a font, what browsers start
# with.
PIXELS = {"": 1.0, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "pt": 96 / 72}
PIXELS |= {"pc": 16.0, "q": 2.4 / 2.54, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0}
LARGEST = 100_000  # pixels, or percent
OPTIONS = ("width", "height", "scale")


@dataclass(frozen=True, slots=True)
class Extent:
    """A picture's place on the page.

    *width* and *height* are in CSS pixels, 0 if they are not known; the picture never gets wider
    than its column. *percent* of the column is its width, if the author says so. It *is_distorted*
    if the author gave both measures.
    """

    width: int = 0
    height: int = 0
    percent: int = 0
    is_distorted: bool = False


def extent_of(
    written: Mapping[str, object], own: tuple[int, int], whole: tuple[int, int] = (0, 0)
) -> Extent:
    """The extent of a picture with these options, by the names that docutils gives them.

    *own* is the size of the file that is shown, *whole* that of the original, which `scale` means;
    (0, 0) where it is not known.
    """
    scale = _scale(written.get("scale"))
    width, unit = _measure(written.get("width"))
    height, _ = _measure(written.get("height"))
    if unit == "%":
        return Extent(*own, percent=max(1, min(100, round(width * scale))))
    if width and height:
        return Extent(_whole(width * scale), _whole(height * scale), is_distorted=True)
    if not width and not height:
        if "scale" not in written:
            return Extent(*own)
        width = whole[0] or own[0]
    return _in_proportion(width * scale, height * scale, own)


def _in_proportion(width: float, height: float, own: tuple[int, int]) -> Extent:
    """The extent with one given measure and the other in the picture's own proportion."""
    if not all(own):
        return Extent(_whole(width), _whole(height))
    if width:
        return Extent(_whole(width), _whole(width * own[1] / own[0]))
    return Extent(_whole(height * own[0] / own[1]), _whole(height))


def _measure(written: object) -> tuple[float, str]:
    """A number of pixels, or of percent; 0 for what is no measure."""
    try:
        value, unit = parse_measure(str(written or ""))
    except ValueError:
        return 0, ""
    value = min(max(value, 0), LARGEST)
    return (value, unit) if unit == "%" else (value * PIXELS.get(unit.lower(), 0), "")


def _scale(written: object) -> float:
    try:
        return min(max(float(str(written or 100).strip("% ")), 1), LARGEST) / 100
    except ValueError:
        return 1


def _whole(pixels: float) -> int:
    return max(1, round(pixels)) if pixels else 0
