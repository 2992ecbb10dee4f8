"""How a picture becomes HTML, under any theme; other builders show it as they always do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from blogkit.photos.album import album_of
from blogkit.photos.extent import OPTIONS, extent_of
from blogkit.photos.markup import Look, image, picture
from blogkit.photos.model import Unusable
from blogkit.photos.telling import tell_unreadable
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from blogkit.photos.publishing import Published

BUILDERS = ("html", "dirhtml")
IS_FIRST = "blogkit-first"  # of all pictures on its page, and above its first section
SHARES = "blogkit-shares"  # of its row in a gallery, in percent: in a wide column, in a narrow one
UNLINKED = "no-scaled-link"  # Sphinx's word to authors: this one leads to no larger form
FILMS = ("video/", "application/")


@dataclass(frozen=True)
class Written:
    """A picture as its author wrote it: *uri* within the blog's folder or elsewhere, the HTML
    *attributes* that stay, *options* by docutils' names. *place* is where docutils found it."""

    uri: str
    attributes: Mapping[str, str]
    classes: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    is_first: bool = False
    shares: tuple[int, int] | None = None
    place: nodes.Node | None = None


def visit_image(app: Sphinx, translator: Any, node: nodes.image) -> None:
    if not _is_ours(app, node):
        type(translator).visit_image(translator, node)
        return
    others = "".join(f'<span id="{escape(each)}"></span>' for each in node["ids"][1:])
    html = others + html_of(app, _written(node))
    photo = album_of(app).published(node["uri"])
    if photo:  # whoever looks for the page's picture finds what stock Sphinx leaves here
        node["uri"] = published_address(app, photo.fallback)
    is_inline = isinstance(node.parent, nodes.TextElement)
    translator.body.append(html if is_inline else f"{html}\n")


def depart_image(app: Sphinx, translator: Any, node: nodes.image) -> None:
    if not _is_ours(app, node):
        type(translator).depart_image(translator, node)


def html_of(app: Sphinx, written: Written) -> str:
    """The picture on the page that is being written, whose files are noted for publishing."""
    traces_of(app).note("photo", written.uri)
    album, builder = album_of(app), app.builder
    found, shown = album.pictures.get(written.uri), album.published(written.uri)
    if isinstance(found, Unusable):
        builder.images.pop(written.uri, None)
        tell_unreadable(app, written.uri, found, written.place)
        return f'<em class="photo-unreadable">{escape(written.attributes.get("alt", ""))}</em>'
    whole = (found.width, found.height) if found else (0, 0)
    extent = extent_of(written.options, album.size(written.uri), whole)
    look = Look(written.attributes, written.classes, extent, written.is_first, written.shares)
    if found and shown:
        _publish(app, written.uri, shown)
        return picture(found, shown, look, _folder(app), album.settings)
    name = album.names.get(written.uri)
    if name:
        builder.images[written.uri] = name
    return image({"src": published_address(app, name) if name else written.uri}, look)


def _is_ours(app: Sphinx, node: nodes.image) -> bool:
    """Whether it is a picture on a page of HTML; docutils also takes films for images."""
    kind = guess_type(node["uri"])[0] or ""
    return app.builder.name in BUILDERS and not kind.startswith(FILMS)


def _written(node: nodes.image) -> Written:
    align = (f"align-{node['align']}",) if "align" in node else ()
    return Written(
        uri=node["uri"],
        attributes={
            **({"id": node["ids"][0]} if node["ids"] else {}),
            "alt": node.get("alt", ""),
        },
        classes=(*(each for each in node["classes"] if each != UNLINKED), *align),
        options={name: node[name] for name in OPTIONS if name in node},
        is_first=IS_FIRST in node,
        shares=node.get(SHARES),
        place=node,
    )


def _publish(app: Sphinx, uri: str, shown: Published) -> None:
    """Let the picture's files go into the site, and the original stay out of it."""
    builder: Any = app.builder
    builder.images.pop(uri, None)
    files = {f"{builder.imagedir}/{name}": str(file) for name, file in shown.files.items()}
    if hasattr(builder, "copies"):
        builder.copies.update(files)
        return
    for name, file in files.items():
        target = Path(app.outdir, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def published_picture(app: Sphinx, uri: str) -> tuple[str | int, ...] | None:
    """For all who name a picture: the address of its widest and narrowest file for every browser,
    relative to the site's root, their type, and the size of the widest.

    Nothing for one that cannot be shown; None if it is not known here.
    """
    album = album_of(app)
    shown, imagedir = album.published(uri), getattr(app.builder, "imagedir", "_images")
    if shown is None:
        return () if isinstance(album.pictures.get(uri), Unusable) else None
    narrowest = shown.sources[-1].candidates[0].name
    addresses = (f"{imagedir}/{quote(name)}" for name in (shown.fallback, narrowest))
    return *addresses, shown.sources[-1].mime, shown.width, shown.height


def published_address(app: Sphinx, name: str) -> str:
    """The address of a file in the folder of pictures, on the page that is being written."""
    return f"{_folder(app)}/{quote(name)}"


def _folder(app: Sphinx) -> str:
    """The folder of pictures, seen from the page that is being written."""
    builder: Any = app.builder
    return str(builder.imgpath)
