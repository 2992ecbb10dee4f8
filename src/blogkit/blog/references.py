"""Listing pages can be named: by `{ref}`, by `{doc}`, and in a toctree.

A toctree takes an entry if the environment knows the document's title and contents. So those of
the listing pages are put there, for as long as the pages are made; nothing of Sphinx is changed.
"""

from __future__ import annotations

import pickle
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.errors import NoUri
from sphinx.util import docname_join
from sphinx.util.docutils import new_document
from sphinx.util.nodes import explicit_title_re

from blogkit.blog.model import blog_of
from blogkit.links import MADE_PAGES, listing_pages
from blogkit.site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAMED_HERE = "blogkit_listings"


def resolve_reference(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Lead `{ref}` to a listing by ABlog's name for it, and `{doc}` by its page."""
    here, blog = node.get("refdoc") or env.current_document.docname, blog_of(app)
    target: str = node["reftarget"]
    if node.get("reftype") == "doc":
        page = docname_join(here, target)
        blog.note("listing", page)
        title = blog.page_titles.get(page)
    else:
        blog.note("reference", target)
        page, title = blog.references.get(target, ("", None))
    if title is None:
        return None
    explicit = contnode if node.get("refexplicit") else None
    return reference_to(app, here, page, str(title), explicit)


def reference_to(
    app: Sphinx, here: str, page: str, title: str, content: nodes.Node | None = None
) -> nodes.reference:
    """A link from the document *here* to a page that has no source."""
    is_page = "html" in app.builder.name and not page.endswith(".xml")
    base = str(app.config.blog_baseurl or "").rstrip("/")
    try:
        address = app.builder.get_relative_uri(here, page) if is_page else f"{base}/{page}"
    except NoUri:
        address = f"{base}/{page}"
    content = content or nodes.emphasis("", "", nodes.Text(title))
    return nodes.reference("", "", content, internal=is_page, refuri=address, reftitle=title)


def title_listings(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the environment a title and contents of each page that toctrees name and that is made."""
    for page in getattr(env, "blogkit_listings", ()):
        if page not in env.all_docs:
            env.titles.pop(page, None)
            env.tocs.pop(page, None)
    named = {page for each in env.metadata.values() for page in each.get(NAMED_HERE, ())}
    made = {page: title for page, title in blog_of(app).page_titles.items() if page in named}
    for page, title in made.items():
        env.titles[page] = nodes.title("", title)
        entry = nodes.reference("", title, internal=True, refuri=page, anchorname="")
        item = nodes.list_item("", addnodes.compact_paragraph("", "", entry))
        env.tocs[page] = nodes.bullet_list("", item)
        # Sphinx looks for figures in every document of the tree.
        env._pickled_doctree_cache[page] = _empty_document(page)  # noqa: SLF001
    env.blogkit_listings = tuple(made)  # type: ignore[attr-defined]


def _empty_document(page: str) -> bytes:
    """As Sphinx keeps documents."""
    document = new_document(page)
    document.reporter = document.transformer = None  # type: ignore[assignment]
    return pickle.dumps(document)


class ListingTocTree(TocTree):
    """Sphinx's directive, which also takes the name of a listing page, such as `/blog/archive`."""

    def parse_content(self, toctree: addnodes.toctree) -> None:
        is_reversed = "reversed" in self.options
        self.options.pop("reversed", None)  # once, at the end
        here = self.env.current_document.docname
        for listing, lines in groupby(self.content, key=self._listing):
            if listing:
                toctree["entries"].append(listing)
                self.env.metadata[here].setdefault(NAMED_HERE, []).append(listing[1])
            else:
                self.content = StringList(list(lines), source=here)
                self._parse_run(toctree)
        if is_reversed:
            toctree["entries"].reverse()
            toctree["includefiles"].reverse()

    def _parse_run(self, toctree: addnodes.toctree) -> None:
        """Sphinx's part; a pattern takes no document that stands above a listing."""
        before, toctree["entries"] = toctree["entries"], []
        names, toctree["includefiles"] = toctree["includefiles"], []
        super().parse_content(toctree)
        found = [each for each in toctree["entries"] if each[0] or each[1] not in names]
        toctree["entries"] = [*before, *found]
        toctree["includefiles"] = list(dict.fromkeys([*names, *toctree["includefiles"]]))

    def _listing(self, line: str) -> tuple[str | None, str] | None:
        """The title, if one is given, and the page, if this line names a listing."""
        explicit = explicit_title_re.match(line)
        title, name = explicit.groups() if explicit else (None, line)
        page = docname_join(self.env.current_document.docname, name.removesuffix(".html"))
        is_listing = page in listing_pages(site_of(self.env._app)) - MADE_PAGES  # noqa: SLF001
        return (title, page) if is_listing and page not in self.env.found_docs else None
