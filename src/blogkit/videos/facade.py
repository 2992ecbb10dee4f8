"""What stands in the place of a player: a link that looks as if it could be pressed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from blogkit.videos.frames import Video

_ = get_translation("sphinx")
MARK = "data-embed"
BUILDERS_WITHOUT = ("latex", "text", "man", "texinfo")  # as they leave out raw HTML


class video_facade(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 - docutils' names
    """The link to a video, which it has as `video`."""


def facade(video: Video) -> video_facade:
    return video_facade("", video=video)


def visit_facade(translator: Any, node: video_facade) -> None:
    """It may stand in a line, so it is made of nothing but what may stand there too."""
    translator.body.append(html_of(node["video"]))
    raise nodes.SkipNode


def skip(translator: object, node: video_facade) -> None:
    raise nodes.SkipNode


def html_of(video: Video) -> str:
    """The link, in the words of the page's language."""
    classes = ["video", f"video-{video.shape}" * bool(video.shape), "video-fills" * video.fills]
    words = escape(_("Play the video from %(host)s") % {"host": video.address.host})
    title = f'<span class="video-title">{escape(video.title)}</span> ' if video.title else ""
    return (
        f'<a class="{" ".join(filter(None, classes))}" href="{escape(video.address.page)}"'
        f' {MARK}="{escape(video.address.player)}">{title}<span>{words}</span></a>'
    )
