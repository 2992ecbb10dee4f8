"""What pictures stand in, as nodes that only pages of HTML ever have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation

from blogkit.photos.album import album_of
from blogkit.photos.showing import published_address

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ = get_translation("sphinx")
LINK = "photo-link"


class photo_box(nodes.General, nodes.TextElement):  # noqa: N801 - docutils' way to name nodes
    """An element of HTML, named by *tag*; links may stand in it, as in a paragraph."""


class photo_link(nodes.General, nodes.TextElement):  # noqa: N801
    """A link to the large form of the picture that it holds."""


def box(tag: str, *children: nodes.Node, classes: tuple[str, ...] = ()) -> photo_box:
    return photo_box("", "", *children, tag=tag, classes=list(classes))


def visit_box(translator: Any, node: photo_box) -> None:
    translator.body.append(translator.starttag(node, node["tag"], ""))


def depart_box(translator: Any, node: photo_box) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def visit_link(app: Sphinx, translator: Any, node: photo_link) -> None:
    """A picture without words is named by what the link does."""
    image = next(node.findall(nodes.image))
    shown = album_of(app).published(image["uri"])
    attributes = {"href": published_address(app, shown.fallback) if shown else image["uri"]}
    if not image.get("alt"):
        attributes["aria-label"] = _("Show the picture")
    translator.body.append(translator.starttag(node, "a", "", **attributes))


def depart_link(app: Sphinx, translator: Any, node: photo_link) -> None:
    translator.body.append("</a>")
