"""Pictures that keep their form: what moves, and what is drawn by a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.photos.forms import Form
from blogkit.photos.opening import UnreadableError, open_by_pillow, open_picture
from blogkit.photos.stripping import without_metadata

if TYPE_CHECKING:
    from pathlib import Path

PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+)\s*([a-z]*)\s*")


def kept_as_it_is(path: Path, form: Form) -> tuple[bytes, Form, int, int]:
    """The file without its metadata, its form, width and height; 0 where an SVG does not tell.

    Raises UnreadableError and OSError.
    """
    size = _svg_size(path) if form is Form.SVG else _size(path, form)
    return (without_metadata(path.read_bytes(), form), form, *size)


def _size(path: Path, form: Form) -> tuple[int, int]:
    if form is Form.AVIF:
        return _avif_size(path)
    first = open_picture(path, 1)
    return first.width, first.height


def _avif_size(path: Path) -> tuple[int, int]:
    """libvips does not read these when they move."""
    try:
        with open_by_pillow(path) as image:
            return image.size
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableError("it is damaged") from error


def _svg_size(path: Path) -> tuple[int, int]:
    """By *width* and *height*, or by the *viewBox*, as browsers do it (SVG 2, 8.2)."""
    from lxml import etree

    try:
        _, root = next(
            etree.iterparse(str(path), events=("start",), resolve_entities=False, no_network=True)
        )
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise UnreadableError("it is damaged") from error
    box = [_pixels(each) for each in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())]
    ratio = box[2] / box[3] if len(box) == 4 and box[2] and box[3] else 0.0
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    if not width and not height and ratio:
        width, height = box[2:]
    return round(width or height * ratio), round(height or (width / ratio if ratio else 0))


def _pixels(written: str | None) -> float:
    """A length in CSS pixels; 0 for one that depends on the page."""
    match = LENGTH.fullmatch(written or "")
    return float(match[1]) * PIXELS.get(match[2], 0) if match else 0
