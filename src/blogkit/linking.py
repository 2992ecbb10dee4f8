"""Links and pictures lead where their author means them to.

MyST renders a link to `other.html`, or to a page that is made at build, as a dead `#other.html`;
and it looks for a picture under its percent-encoded name, so that `café.jpg` is never found.

Where a link leads depends on the other documents. So nothing of it is decided while a document is
read, for it is not read again when another one changes, but each time that its page is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from blogkit.links import ALWAYS_THERE, MADE_BY_THEMES, destination, listing_pages
from blogkit.site import site_of
from blogkit.sources import Link, Place
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.links import Destination
    from blogkit.site import Document, Site

BEFORE_ALL_COLLECTORS = 100
# MyST takes these for names of documents, unless `myst_url_schemes` lists them.
SCHEMES = {"feed", "geo", "irc", "ircs", "matrix", "sms", "tel", "webcal", "xmpp"}
MADE_PAGE = "blogkit-page"
WRITTEN_ON = "blogkit-written-on"  # ABlog's listings say of a link that they are its document


def on_builder_inited(app: Sphinx) -> None:
    """Say who knows where a link leads, and what any link may lead to."""
    traces_of(app).answer_by("link", lambda docname, target: _led_to(app, docname, target))
    traces_of(app).answer_by("site", lambda: _all_names(site_of(app)))


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Decode the names of pictures, and note on each link which document it was written on."""
    docname = app.env.current_document.docname
    document = site_of(app).documents.get(docname)
    if document is None or not document.is_markdown:
        return
    for picture in doctree.findall(nodes.image):
        if "://" not in picture["uri"]:
            picture["uri"] = unquote(picture["uri"])
    for reference in doctree.findall(addnodes.pending_xref):
        if reference["reftype"] == "myst" and reference.get("refdomain") != "doc":
            reference[WRITTEN_ON] = docname


class AimLinks(SphinxPostTransform):
    """Name the document that a link means, as MyST does for `.md`: then MyST resolves it."""

    default_priority = 8  # MyST's own is 9, Sphinx's 10

    def run(self, **kwargs: Any) -> None:
        for reference in list(self.document.findall(addnodes.pending_xref)):
            if WRITTEN_ON in reference and reference["reftype"] == "myst":
                _aim(self.app, reference)


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


def _aim(app: Sphinx, reference: addnodes.pending_xref) -> None:
    target, site = reference["reftarget"], site_of(app)
    document = site.documents.get(reference[WRITTEN_ON])
    is_on_any_page = target in ALWAYS_THERE | MADE_BY_THEMES
    if is_on_any_page or (document and target in document.html_ids):
        _point_at(reference, f"#{target}")
    elif target.partition(":")[0] in SCHEMES:
        _point_at(reference, target)
    else:
        found = _destination(target, document, site)
        if found is None:
            traces_of(app).note("site")
            return
        traces_of(app).note("link", reference[WRITTEN_ON], target)
        _lead_to(found, reference)


def _destination(target: str, document: Document | None, site: Site) -> Destination | None:
    """The document or page that a link means; None if that is for MyST to find out, or to tell."""
    if document is None or target in site.named_targets:
        return None
    found = destination(Link(target, "", Place(1)), document, site)
    return found if found and (found.document or found.page) else None


def _lead_to(found: Destination, reference: addnodes.pending_xref) -> None:
    if found.document:
        reference["refdomain"] = "doc"
        reference["reftarget"] = found.document.docname
        reference["reftargetid"] = found.fragment or None
    else:
        reference["reftype"] = MADE_PAGE
        reference["reftarget"] = found.page
        reference["reftargetid"] = f"#{found.fragment}" if found.fragment else ""


def _point_at(reference: addnodes.pending_xref, address: str) -> None:
    plain = nodes.reference("", "", *reference.children, refuri=address)
    reference.replace_self(plain)


def _led_to(app: Sphinx, docname: str, target: str) -> tuple[str, str, str] | None:
    site = site_of(app)
    found = _destination(target, site.documents.get(docname), site)
    if found is None:
        return None
    return found.document.docname if found.document else "", found.page, found.fragment


def _all_names(site: Site) -> list[object]:
    """Everything by which MyST may find something in the blog."""
    targets = [(name, sorted(each.target_names)) for name, each in site.documents.items()]
    return [sorted(targets), sorted(listing_pages(site)), sorted(site.redirects)]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", on_builder_inited)
    app.connect("doctree-read", on_doctree_read, priority=BEFORE_ALL_COLLECTORS)
    app.connect("missing-reference", on_missing_reference)
    app.add_post_transform(AimLinks)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
