"""Colours that can be read: contrast as WCAG 2.2 defines it."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
CONTRAST = 4.6  # 4.5 is asked for, and colours are rounded
MIDDLE = 0.18  # the luminance on which black and white contrast alike
STEPS = 20


def is_colour(written: str) -> bool:
    """Whether it is a colour in the form `#rgb` or `#rrggbb`."""
    return bool(HEX.fullmatch(written))


def readable(colour: str, background: str) -> str:
    """*colour* if it can be read on *background*; else it, darkened or lightened until it can.

    Both are `#rgb` or `#rrggbb`, and so is the result.
    """
    goal = 1 if _luminance(_channels(background)) < MIDDLE else 0
    for step in range(STEPS + 1):
        nearer = _lit(_channels(colour), goal, step / STEPS)
        if contrast(nearer, background) >= CONTRAST:
            return nearer
    return "#ffffff" if goal else "#000000"


def contrast(first: str, second: str) -> float:
    """Contrast ratio, from 1 to 21 (www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, lighter = sorted(_luminance(_channels(each)) for each in (first, second))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, ...]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * each for each in digits)
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def _luminance(channels: tuple[int, ...]) -> float:
    """Relative luminance (www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in channels)
    ]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lit(channels: tuple[int, ...], goal: int, share: float) -> str:
    """The same hue, its lightness brought nearer to *goal*; mixing with white would dull it."""
    hue, light, saturation = rgb_to_hls(*(each / 255 for each in channels))
    lit = hls_to_rgb(hue, light + (goal - light) * share, saturation)
    return "#" + "".join(f"{round(each * 255):02x}" for each in lit)
