"""The size of a drawing in SVG, as its first element tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from blogkit.photos.extent import extent_of

if TYPE_CHECKING:
    from pathlib import Path

SEPARATORS = re.compile(r"[\s,]+")


def svg_size(path: Path) -> tuple[int, int]:
    """Width and height in CSS pixels, (0, 0) if the file does not tell them."""
    try:
        events = etree.iterparse(str(path), events=("start",), resolve_entities=False)
        _, drawing = next(events)
    except (OSError, StopIteration, etree.XMLSyntaxError):
        return 0, 0
    measures = {name: drawing.get(name, "") for name in ("width", "height")}
    known = {name: measure for name, measure in measures.items() if "%" not in measure}
    extent = extent_of(known, _box(drawing.get("viewBox", "")))
    return extent.width, extent.height


def _box(written: str) -> tuple[int, int]:
    """The size in `viewBox`: https://www.w3.org/TR/SVG2/coords.html#ViewBoxAttribute."""
    try:
        _, _, width, height = (float(each) for each in SEPARATORS.split(written.strip()))
    except ValueError:
        return 0, 0
    return round(width), round(height)
