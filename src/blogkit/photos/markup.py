"""A picture in HTML.

No `style` is written, since a strict Content-Security-Policy forbids it: what differs from picture
to picture (colour, proportion, width in percent) is a class, of which the stylesheet has them all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from blogkit.photos.extent import Extent
    from blogkit.photos.model import Photo, PhotoSettings
    from blogkit.photos.publishing import Published, Source

OPAQUE = re.compile("#[0-9a-f]{6}")
COLOUR_STEP = 0x33  # the colours whose three digits are all one of 0369cf
RATIO_STEP = 1.03  # between one proportion's class and the next: too little to be seen
GAP = 8  # pixels between the pictures of a gallery, as its stylesheet has it
DENSE, ENOUGH = "(min-resolution: 2.2x)", 0.6  # of such a screen's pixels
RATIO_STEPS = 50  # up, and as many down: from 1:4.4 to 4.4:1


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is shown. *attributes* are the author's own; *is_first* says that readers see
    it before they scroll. In a gallery it takes *shares* of its row, in percent: in a wide column,
    and in a narrow one."""

    attributes: Mapping[str, str]
    classes: tuple[str, ...]
    extent: Extent
    is_first: bool = False
    shares: tuple[int, int] | None = None


def picture(
    photo: Photo, shown: Published, look: Look, folder: str, settings: PhotoSettings
) -> str:
    """The `<picture>` whose files are in *folder*."""
    sizes = sizes_of(look, settings)
    *better, last = shown.sources
    sources = "".join(_source(each, sizes, folder) for each in better)
    attributes = {"src": _address(folder, shown.fallback)}
    if len(last.candidates) > 1:
        attributes |= {"srcset": _srcset(last, folder), "sizes": sizes}
    classes = ("photo", *_colour_class(photo))
    tag = image(attributes, look, classes)
    return f"<picture>{sources}{tag}</picture>" if sources else tag


def image(attributes: Mapping[str, str], look: Look, classes: Iterable[str] = ("photo",)) -> str:
    """An `<img>`, which always says when it is loaded, and its size if that is known."""
    extent = look.extent
    size = {"width": extent.width, "height": extent.height}
    percent = (f"photo-w{extent.percent}",) if extent.percent else ()
    exact = ("photo-exact",) if extent.is_distorted else ()
    written = {
        **look.attributes,
        **attributes,
        "class": " ".join(dict.fromkeys((*classes, *percent, *exact, *look.classes))),
        **{name: str(value) for name, value in size.items() if value},
        "loading": "eager" if look.is_first else "lazy",
        **({"fetchpriority": "high"} if look.is_first else {}),
        "decoding": "async",
    }
    return _tag("img", written)


def sizes_of(look: Look, settings: PhotoSettings) -> str:
    """How wide browsers have to take the picture to be, before they know the stylesheet.

    Those that wait for the layout with a lazy picture take its real width (`auto`): it may be in a
    listing, or in a box. A gallery's is known here. Screens that have three pixels in the room of
    one, as telephones do, are told three fifths: more nobody sees, and all would be twice the bytes.
    """
    wide, narrow = look.shares or (look.extent.percent or 100,) * 2
    column = settings.column
    if not look.shares and not look.extent.percent:
        column = min(column, look.extent.width or column)
    gaps = GAP if look.shares else 0
    width = column * wide // 100 - gaps * (100 - wide) // 100
    beside = (settings.margins * narrow + gaps * (100 - narrow)) / 100
    dense = f"{DENSE} {_less(ENOUGH * narrow, ENOUGH * beside)}"
    fixed = (
        f"(min-width: {column + settings.margins}px) {width}px, {dense}, {_less(narrow, beside)}"
    )
    return fixed if look.is_first or look.shares else f"auto, {fixed}"


def _less(share: float, pixels: float) -> str:
    """A share of the window, without so many pixels."""
    return f"calc({round(share)}vw - {round(pixels)}px)"


def ratio_of(width: int, height: int) -> float:
    """Width to height, 1 if they are not known; within what the stylesheet has classes for."""
    ratio = width / height if width and height else 1
    return min(max(ratio, RATIO_STEP**-RATIO_STEPS), RATIO_STEP**RATIO_STEPS)


def ratio_class(width: int, height: int) -> str:
    """The class of the proportion that is nearest to width by height."""
    return f"photo-r{round(math.log(ratio_of(width, height), RATIO_STEP)) + RATIO_STEPS}"


def _colour_class(photo: Photo) -> tuple[str, ...]:
    """None for a picture through which its ground would shine."""
    if not OPAQUE.fullmatch(photo.colour):
        return ()
    channels = (int(photo.colour[at : at + 2], 16) for at in (1, 3, 5))
    digits = (f"{round(channel / COLOUR_STEP) * 3:x}" for channel in channels)
    return (f"photo-c{''.join(digits)}",)


def _source(source: Source, sizes: str, folder: str) -> str:
    attributes = {"type": source.mime, "srcset": _srcset(source, folder), "sizes": sizes}
    return _tag("source", attributes)


def _srcset(source: Source, folder: str) -> str:
    return ", ".join(f"{_address(folder, each.name)} {each.width}w" for each in source.candidates)


def _address(folder: str, name: str) -> str:
    return f"{folder}/{quote(name)}"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
