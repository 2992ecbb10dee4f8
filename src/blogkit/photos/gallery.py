"""The directive `gallery`: pictures as in any run of them, with a caption and a say in the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from blogkit.photos.rows import HEIGHTS

GALLERY = "blogkit-gallery"  # of a container: the author's wish
CAPTION = "photo-gallery-caption"
MOST_COLUMNS = 6


@dataclass(frozen=True)
class Wish:
    """How the pictures shall stand: in so many *columns*, or in rows of this *height*."""

    columns: int = 0
    height: str = ""
    classes: tuple[str, ...] = ()


def _columns(written: str) -> int:
    """Raises ValueError, which docutils tells."""
    number = directives.positive_int(written)
    if number > MOST_COLUMNS:
        message = f"{number} columns are too narrow for pictures; write 1 to {MOST_COLUMNS}"
        raise ValueError(message)
    return number


def _height(written: str) -> str:
    return directives.choice(written, tuple(HEIGHTS))


class Gallery(SphinxDirective):
    """Its text is pictures, one a line, each perhaps with a caption in the line below.

    Builders other than HTML's show the pictures as they show all others.
    """

    has_content = True
    option_spec: ClassVar = {
        "caption": directives.unchanged,
        "class": directives.class_option,
        "columns": _columns,
        "height": _height,
    }

    def run(self) -> list[nodes.Node]:
        children = self.parse_content_to_nodes()
        container = nodes.container("", *children, classes=["photo-gallery"])
        if not any(container.findall(nodes.image)):
            raise self.error("the gallery shows no picture; write a line ![…](…) for each")
        container[GALLERY] = Wish(
            self.options.get("columns", 0),
            self.options.get("height", ""),
            tuple(self.options.get("class", ())),
        )
        caption = self.options.get("caption")
        if caption:
            words, messages = self.parse_inline(caption)
            container += [nodes.paragraph(caption, "", *words, classes=[CAPTION]), *messages]
        self.set_source_info(container)
        return [container]
