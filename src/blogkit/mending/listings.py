"""The pages that list posts, and the excerpts that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ablog.blog import Blog
from ablog.post import generate_archive_pages
from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

Page = tuple[str, dict[str, Any], str]


def collect_archive_pages(app: Sphinx) -> Iterator[Page]:
    """ABlog's listings, without the drafts' where none are shown, and without nameless labels'."""
    drafts = Blog(app).drafts.docname
    for page in generate_archive_pages(app):
        name = cast("str", page[0])
        if (name == drafts and not app.config.blogkit_drafts) or name.endswith("/"):
            continue
        yield page


def fit_for_listing(excerpt: nodes.Element) -> nodes.Element:
    """An excerpt is shown on other pages: links within its own page would lead nowhere there."""
    kept = excerpt.deepcopy()
    for node in list(kept.findall(nodes.Element)):
        if "refid" in node and node.parent is not None:
            words = node.children if isinstance(node, nodes.reference) else []
            node.parent.replace(node, words)
        elif "ids" in node:
            node["ids"] = []
    return kept
