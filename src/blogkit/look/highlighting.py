"""The colours of code, as the theme's `pygments_light_style` and `pygments_dark_style` have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Token
from pygments.util import ClassNotFound

if TYPE_CHECKING:
    from pygments.style import Style

FALLBACKS = ("tango", "monokai")  # the theme's own (pydata_sphinx_theme/pygments.py)


def highlighting(light: str, dark: str) -> str:
    """The stylesheet of code blocks in these two styles; tokens that look alike share a rule."""
    styles = [
        _style(name, fallback) for name, fallback in zip((light, dark), FALLBACKS, strict=True)
    ]
    rules: dict[str, list[str]] = {_block(styles): [".highlight"]}
    for token, name in STANDARD_TYPES.items():
        looks = _token(styles, token)
        if name and looks and looks != _token(styles, Token):
            rules.setdefault(looks, []).append(f".highlight .{name}")
    return "".join(f"{','.join(names)}{{{looks}}}" for looks, names in rules.items())


def _style(name: str, fallback: str) -> type[Style]:
    try:
        found: type[Style] = get_style_by_name(name)
    except ClassNotFound:  # the theme tells of it
        found = get_style_by_name(fallback)
    return found


def _block(styles: list[type[Style]]) -> str:
    light, dark = (each.background_color for each in styles)
    marked = [each.highlight_color for each in styles]
    return (
        f"--marked:light-dark({marked[0]},{marked[1]});"
        f"background:light-dark({light},{dark});{_token(styles, Token)}"
    )


def _token(styles: list[type[Style]], token: object) -> str:
    looks = [style.style_for_token(token) for style in styles]
    colours = [f"#{each['color']}" if each["color"] else "currentcolor" for each in looks]
    parts = []
    if any(each["color"] for each in looks):
        same = colours[0] == colours[1]
        parts.append(f"color:{colours[0]}" if same else f"color:light-dark({','.join(colours)})")
    if any(each["bold"] for each in looks):
        parts.append("font-weight:bold")
    if any(each["italic"] for each in looks):
        parts.append("font-style:italic")
    return ";".join(parts)
