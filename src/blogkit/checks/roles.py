"""Where the roles lead that are links: `{doc}` to a document, `{ref}` to a label."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from docutils.nodes import fully_normalize_name
from sphinx.util import docname_join

from blogkit.links import Destination, is_listing, may_bring_more

if TYPE_CHECKING:
    from blogkit.site import Document, Site
    from blogkit.sources import Link

LABELLING = frozenset({"sphinx.ext.autosectionlabel"})  # extensions that make labels
# ABlog's labels of its listings of everything (ablog/blog.py:185-210).
OVERVIEWS = frozenset(
    f"blog-{name}"
    for name in (
        *("posts", "drafts", "feed", "archives", "tags", "authors", "locations", "languages"),
        "categories",
    )
)


def named_by_role(link: Link, document: Document, site: Site) -> Destination | None:
    """What `{doc}` names is a document; what `{ref}` names is a label somewhere in the blog."""
    if site.settings.has_inventories or ":" in link.target:
        return None
    if link.role == "doc":
        docname = docname_join(document.docname, link.target)
        found = site.document(docname)
        page = docname if is_listing(docname, site) else ""
        return Destination(found, page=page, exists=bool(found or page))
    if site.settings.extensions & LABELLING or site.is_named_elsewhere(link.target):
        return None
    if document.source and may_bring_more(document.source):
        return None
    label = fully_normalize_name(link.target)
    return Destination(exists=site.ask("label", label) or _is_listing(label, site))


def _is_listing(label: str, site: Site) -> bool:
    """Whether a label is ABlog's for a listing: `tag-python`, `archive-2026` (ablog/blog.py:551)."""
    catalog, _, name = label.partition("-")
    folder = "" if catalog == "archive" else f"/{catalog}"
    page = f"{site.settings.blog_path}{folder}/{name}"
    return label in OVERVIEWS or is_listing(page, site)


def has_label(site: Site, label: str) -> bool:
    """Whether `{ref}` finds this name."""
    return label in labels(site)


@lru_cache(maxsize=4)
def labels(site: Site) -> frozenset[str]:
    """The names that `{ref}` finds, as docutils writes them."""
    return frozenset(fully_normalize_name(name) for name in site.targets)
