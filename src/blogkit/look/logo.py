"""How wide the blog's logo is shown: known before it comes, so that nothing has to make room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.images import get_image_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

HEIGHT = 32  # of CSS pixels; frame.css says the same
MODES = ("light", "dark")


def logo_widths(app: Sphinx, options: Mapping[str, object]) -> dict[str, int]:
    """For light and for dark, if the logo is a file whose size can be told.

    *options* are the theme's for its logo.
    """
    named = {mode: options.get(f"image_{mode}") or app.config.html_logo for mode in MODES}
    widths = {mode: _width(Path(app.srcdir, str(name))) for mode, name in named.items() if name}
    return {mode: width for mode, width in widths.items() if width}


def _width(path: Path) -> int:
    size = get_image_size(path) if path.is_file() else None
    return round(HEIGHT * size[0] / size[1]) if size and min(size) > 0 else 0
