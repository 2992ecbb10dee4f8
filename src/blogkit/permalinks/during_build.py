"""Old addresses lead on: as part of a build, which reads the ledger and never writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from blogkit.collecting import hand_over
from blogkit.permalinks.addresses import address_of, published_documents
from blogkit.permalinks.anchors import anchors_of, expected_anchors, moved_anchors
from blogkit.permalinks.ledger import NAME, LedgerError, read_ledger
from blogkit.permalinks.pages import first_address, pages_of
from blogkit.permalinks.readable import lead_to, name_sections
from blogkit.permalinks.redirects import redirect_files
from blogkit.site import site_of
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.permalinks.redirects import RedirectFile
    from blogkit.site import Site


def on_builder_inited(app: Sphinx) -> None:
    """Refuse a ledger that cannot be relied on, before anything is read.

    Documents neither: what begins builds before it is known what they are of rests on that.
    """
    base_url = str(app.config.blog_baseurl or "")
    try:
        if base_url:
            read_ledger(Path(app.srcdir, NAME), base_url)
    except LedgerError as error:
        raise ConfigError(str(error)) from error
    traces = traces_of(app)
    traces.answer_by("all permalinks", lambda: _all_expected(site_of(app)))
    traces.answer_by(
        "permalinks", lambda docname: _expected(app, docname), rests_on="all permalinks"
    )
    traces.answer_by("first address", lambda docname: _first_address(app, docname))


class NameSections(SphinxTransform):
    """Give sections anchors that can be read, before MyST leads links to them."""

    default_priority = 710  # MyST's `AddSlugIds` is 700, its `ResolveAnchorIds` 879

    def apply(self, **kwargs: Any) -> None:
        moved = name_sections(self.document, getattr(self.config, "myst_heading_slug_func", None))
        lead_to(moved, self.document)


class KeepOldAnchors(SphinxPostTransform):
    """Add the anchors that a page had to the headings that have taken their places."""

    default_priority = 7
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname or self.env.docname
        traces_of(self.env._app).note("permalinks", docname)  # noqa: SLF001
        app = self.env._app  # noqa: SLF001
        if not _expected(app, docname):
            return
        site = site_of(app)
        address = address_of(docname, dirhtml=site.settings.dirhtml)
        elements = {
            name: each for each in self.document.findall(nodes.Element) for name in each["ids"]
        }
        for old, anchor in sorted(anchors_of(address, site).aliases.items()):
            if old not in elements and anchor in elements:
                elements[anchor]["ids"].append(old)
        place = next(self.document.findall(nodes.section), self.document)
        for old, target in sorted(moved_anchors(site).get(address, {}).items()):
            if old not in elements:
                place.append(_signpost(app, docname, old, target))


def _signpost(app: Sphinx, docname: str, old: str, target: str) -> nodes.paragraph:
    """Where readers of an old anchor find what was there: a link, for no host sees a fragment."""
    page, has_anchor, anchor = target.partition("#")
    name = published_documents(site_of(app))[page].docname
    uri = app.builder.get_relative_uri(docname, name) + has_anchor + quote(anchor)
    title = app.env.titles[name].astext() if name in app.env.titles else target
    link = nodes.reference("", title, refuri=uri, internal=True)
    return nodes.paragraph("", "", nodes.Text("→ "), link, ids=[old], classes=["moved"])


def on_collect_files(app: Sphinx) -> list[RedirectFile]:
    """Redirect pages, and what hosts read, unless the author has such a file."""
    if app.config.blogkit_drafts or not isinstance(app.builder, StandaloneHTMLBuilder):
        return []
    site = site_of(app)
    pages = pages_of(site)
    files = redirect_files(pages.moved, pages.gone, site.settings.blog_baseurl)
    folders = [Path(app.confdir, each) for each in site.settings.extra_folders]
    return [each for each in files if not any((folder / each.name).exists() for folder in folders)]


def _expected(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    site = site_of(app)
    address = address_of(docname, dirhtml=site.settings.dirhtml)
    expected = expected_anchors(site).get(address, {}) | moved_anchors(site).get(address, {})
    return sorted(expected.items())


def _all_expected(site: Site) -> list[list[tuple[str, dict[str, str]]]]:
    return [sorted(each(site).items()) for each in (expected_anchors, moved_anchors)]


def _first_address(app: Sphinx, docname: str) -> str:
    site = site_of(app)
    return first_address(address_of(docname, dirhtml=site.settings.dirhtml), site)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", on_builder_inited)
    app.add_transform(NameSections)
    app.add_post_transform(KeepOldAnchors)
    hand_over(app, on_collect_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
