"""Links and pictures lead where their author means them to.

MyST renders a link to `other.html`, or to a page that is made at build, as a dead `#other.html`;
and it looks for a picture under its percent-encoded name, so that `café.jpg` is never found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from blogkit.links import ALWAYS_THERE, destination
from blogkit.site import site_of
from blogkit.sources import Link, Place

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.site import Document, Site

BEFORE_ALL_COLLECTORS = 100
# MyST takes these for names of documents, unless `myst_url_schemes` lists them.
SCHEMES = {"feed", "geo", "irc", "ircs", "matrix", "sms", "tel", "webcal", "xmpp"}
MADE_PAGE = "blogkit-page"


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    site = site_of(app)
    document = site.documents.get(app.env.current_document.docname)
    if document is None or document.source is None:
        return
    for picture in doctree.findall(nodes.image):
        if "://" not in picture["uri"]:
            picture["uri"] = unquote(picture["uri"])
    for reference in list(doctree.findall(addnodes.pending_xref)):
        if reference["reftype"] == "myst" and reference.get("refdomain") != "doc":
            _aim(reference, document, site)


def on_missing_reference(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.TextElement
) -> nodes.reference | None:
    """Lead to a page or file that has no source; its address depends on the builder."""
    if node["reftype"] != MADE_PAGE:
        return None
    target, made = node["reftarget"], node["reftarget"].removesuffix(".html")
    here = app.builder.get_target_uri(node["refdoc"])
    is_page = made != target or "." not in target.rpartition("/")[2]
    there = app.builder.get_target_uri(made) if is_page else target
    address = relative_uri(here, there)
    return nodes.reference("", "", contnode, internal=True, refuri=address + node["reftargetid"])


def _aim(reference: addnodes.pending_xref, document: Document, site: Site) -> None:
    """Name the document that a link means, as MyST does for `.md`: then it resolves it."""
    target = reference["reftarget"]
    source = document.source
    if target in ALWAYS_THERE or (source and target in source.html_ids):
        _point_at(reference, f"#{target}")
        return
    if target.partition(":")[0] in SCHEMES:
        _point_at(reference, target)
        return
    if target in site.named_targets:
        return
    found = destination(Link(target, "", Place(1)), document, site)
    if found is None or not found.exists:
        return
    if found.document:
        reference["refdomain"] = "doc"
        reference["reftarget"] = found.document.docname
        reference["reftargetid"] = found.fragment or None
    elif found.page:
        reference["reftype"] = MADE_PAGE
        reference["reftarget"] = found.page
        reference["reftargetid"] = f"#{found.fragment}" if found.fragment else ""


def _point_at(reference: addnodes.pending_xref, address: str) -> None:
    plain = nodes.reference("", "", *reference.children, refuri=address)
    reference.replace_self(plain)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("doctree-read", on_doctree_read, priority=BEFORE_ALL_COLLECTORS)
    app.connect("missing-reference", on_missing_reference)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
