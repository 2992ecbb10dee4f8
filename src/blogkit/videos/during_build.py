"""Players give way to links while a document is read, under any theme: privacy is no look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from blogkit.videos.addresses import video_at
from blogkit.videos.facade import MARK, facade
from blogkit.videos.frames import Video, shape_of, split_at_videos

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"
STYLES, SCRIPT = "blogkit-videos.css", "blogkit-videos.js"
BUILDERS = ("html", "dirhtml")
# The nodes of sphinxcontrib-youtube, by their names, and where players of theirs are.
PLAYERS = {"youtube": "https://www.youtube.com/embed/", "vimeo": "https://player.vimeo.com/video/"}
END = "</iframe>"


class ShowVideosOnRequest(SphinxTransform):
    """Before excerpts are taken from the text; in the language of the document."""

    default_priority = 800

    def apply(self, **kwargs: Any) -> None:
        is_open = False
        for raw in list(self.document.findall(nodes.raw)):
            if "html" not in raw.get("format", "").split():
                continue
            if is_open and raw.astext().strip().lower() == END:
                raw.parent.remove(raw)
            is_open = _replace_players(raw)
        for node in list(self.document.findall(_is_player)):
            _replace_node(node)


def _replace_players(raw: nodes.raw) -> bool:
    """Whether one was replaced whose end stands elsewhere, as it does in a line of text."""
    html = raw.astext()
    parts = split_at_videos(html)
    if not parts:
        return False
    raw[:] = [
        nodes.Text("".join(facade(each) if isinstance(each, Video) else each for each in parts))
    ]
    return END not in html.lower()


def _is_player(node: nodes.Node) -> bool:
    return type(node).__module__.startswith("sphinxcontrib.youtube.")


def _replace_node(node: Any) -> None:
    """One of an extension's; what it says besides is how large the player should be."""
    player = PLAYERS.get(type(node).__name__) or f"{node.get('instance') or ''}videos/embed/"
    address = video_at(f"{player}{node.get('id', '')}{node.get('url_parameters', '')}")
    if address is not None:
        width, height = node.get("aspect") or (16, 9)
        video = Video(address, shape=shape_of(str(width), str(height)))
        node.parent.replace(node, nodes.raw("", facade(video), format="html"))


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Not in place: the author's list may be one that others share."""
    config.html_static_path = [*config.html_static_path, str(STATIC)]


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Styles and script for pages that have a video."""
    if app.builder.name in BUILDERS and f" {MARK}=" in str(context.get("body") or ""):
        app.add_css_file(STYLES)
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(ShowVideosOnRequest)
    app.connect("config-inited", on_config_inited)
    app.connect("html-page-context", on_html_page_context)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
