"""What stands in the place of a player: a link that looks as if it could be pressed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from blogkit.videos.frames import Video

_ = get_translation("sphinx")
MARK = "data-embed"


def facade(video: Video) -> str:
    """The link as HTML, in the words of the language that is spoken now.

    It may stand in a line of text, so it is made of nothing but what may stand there too.
    """
    classes = ["video", f"video-{video.shape}" * bool(video.shape), "video-fills" * video.fills]
    words = escape(_("Play the video from %(host)s") % {"host": video.address.host})
    title = f'<span class="video-title">{escape(video.title)}</span> ' if video.title else ""
    return (
        f'<a class="{" ".join(filter(None, classes))}" href="{escape(video.address.page)}"'
        f' {MARK}="{escape(video.address.player)}">{title}<span>{words}</span></a>'
    )
