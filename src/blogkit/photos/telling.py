"""Telling the author of a picture that cannot be shown."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from blogkit.site import site_of
from blogkit.words import shown_path

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from blogkit.photos.model import Unusable
    from blogkit.site import Document

logger = logging.getLogger(__name__)

NAME = "unreadable-image"


def tell_unreadable(app: Sphinx, uri: str, picture: Unusable, node: nodes.Node | None) -> None:
    """Say why, and where the document that is being written shows it.

    A check that has looked at the file may have told of it already: then this is not shown.
    """
    builder: Any = app.builder
    document = site_of(app).documents.get(builder.current_docname)
    message = "'%s' cannot be shown as a picture: %s; save or export it again"
    logger.warning(
        message,
        PurePosixPath(uri).name,
        picture.reason,
        location=(document and _place(document, uri)) or node or builder.current_docname,
        type="blogkit",
        subtype=NAME,
    )


def _place(document: Document, uri: str) -> str:
    """Where the document shows the picture first; empty if that is not known."""
    folder = posixpath.dirname(document.docname)
    for image in document.source.images if document.source else ():
        target = image.target
        within = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        if posixpath.normpath(within) == uri:
            return f"{shown_path(document.path)}:{image.place.line}:{image.place.column}"
    return ""
