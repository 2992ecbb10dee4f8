"""The directive `gallery`: pictures as in any run of them, with a caption and a say in the rows."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

GALLERY = "blogkit-gallery"  # of a container: the classes that its options come to
CAPTION = "photo-gallery-caption"
MOST_COLUMNS = 6
HEIGHTS = ("low", "medium", "high")


def _columns(written: str) -> str:
    """The class for so many columns of one width. Raises ValueError, which docutils tells."""
    number = directives.positive_int(written)
    if number > MOST_COLUMNS:
        message = f"{number} columns are too narrow for pictures; write 1 to {MOST_COLUMNS}"
        raise ValueError(message)
    return f"photo-columns-{number}"


def _height(written: str) -> str:
    return f"photo-{directives.choice(written, HEIGHTS)}"


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
        chosen = (self.options.get(name, "") for name in ("columns", "height"))
        container[GALLERY] = [*filter(None, chosen), *self.options.get("class", ())]
        caption = self.options.get("caption")
        if caption:
            words, messages = self.parse_inline(caption)
            container += [nodes.paragraph(caption, "", *words, classes=[CAPTION]), *messages]
        self.set_source_info(container)
        return [container]
