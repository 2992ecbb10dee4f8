"""Telling of a slip in a document that the checks cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from blogkit.site import site_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def tell(
    docname: str, app: Sphinx, message: str, node: nodes.Node, *, name: str = "bad-front-matter"
) -> None:
    """Log an error at *node*; for Markdown the checks have said it, with line and column."""
    document = site_of(app).documents.get(docname)
    if document is None or not document.is_markdown:
        place: Any = node if node.line else docname
        logger.error(message, location=place, type="blogkit", subtype=name)
