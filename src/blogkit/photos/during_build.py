"""Pictures as part of a build.

Every local picture becomes a `<picture>` of several sizes and types. All of them are made ready in
one go when the documents have been read; a page notes what it asks of a picture, and is written
again when that changes. Only builders of HTML pages see any of it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.util.docutils import is_directive_registered

from blogkit.photos.album import album_of, fill_album
from blogkit.photos.arranging import ArrangePictures
from blogkit.photos.elements import (
    LINK,
    depart_box,
    depart_link,
    photo_box,
    photo_link,
    visit_box,
    visit_link,
)
from blogkit.photos.gallery import Gallery
from blogkit.photos.raw_html import URIS, register, visit_raw
from blogkit.photos.showing import (
    BUILDERS,
    IS_FIRST,
    depart_image,
    published_picture,
    visit_image,
)
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

_ = get_translation("sphinx")
STATIC = Path(__file__).parent / "static"
STYLES, SCRIPT = "blogkit-photos.css", "blogkit-photos.js"
AFTER_EXCERPTS = 800  # listings show copies of pictures that stand first on no page of theirs
AFTER_PRIVACY = 800  # it forgets documents whose pictures nobody may see
SHOWN = 'class="photo'


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Not in place: the author's list may be one that others share."""
    config.html_static_path = [*config.html_static_path, str(STATIC)]


def on_builder_inited(app: Sphinx) -> None:
    traces = traces_of(app)
    traces.answer_by("photo", lambda uri: album_of(app).answer(uri))
    traces.answer_by("published picture", lambda uri: published_picture(app, uri))


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    register(app, doctree)
    first = _first_picture(doctree)
    if first is not None:
        first[IS_FIRST] = True


def _first_picture(doctree: nodes.document) -> nodes.Element | None:
    """The first picture, if no section comes before it but that of the title."""
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.section) and isinstance(node.parent, nodes.section):
            return None
        if isinstance(node, nodes.image) or any(node.get(URIS, ())):
            return node
    return None


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    if app.builder.name in BUILDERS:
        fill_album(app)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Styles and script for pages that show pictures; of listings nobody knows it yet."""
    if app.builder.name not in BUILDERS:
        return
    body = context.get("body")
    if body is None or SHOWN in body:
        app.add_css_file(STYLES)
    if body and LINK in body:
        app.add_js_file(SCRIPT, loading_method="defer", **_viewer_words())


def _viewer_words() -> dict[str, Any]:
    """What the script says, in the language of the page; the script is the same for all pages."""
    return {
        "data-pictures": _("Pictures"),
        "data-previous": _("Previous picture"),
        "data-next": _("Next picture"),
        "data-close": _("Close"),
    }


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    app.connect("doctree-read", on_doctree_read, priority=AFTER_EXCERPTS)
    app.connect("env-updated", on_env_updated, priority=AFTER_PRIVACY)
    app.connect("html-page-context", on_html_page_context)
    app.add_node(photo_box, html=(visit_box, depart_box))
    app.add_node(photo_link, html=(partial(visit_link, app), partial(depart_link, app)))
    # Not as nodes of ours: Sphinx would take docutils' own away when it is done.
    add_handlers: Any = app.registry.add_translation_handlers
    add_handlers(nodes.image, html=(partial(visit_image, app), partial(depart_image, app)))
    add_handlers(nodes.raw, html=(partial(visit_raw, app), None))
    app.add_post_transform(ArrangePictures)
    if not is_directive_registered("gallery"):
        app.add_directive("gallery", Gallery)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
