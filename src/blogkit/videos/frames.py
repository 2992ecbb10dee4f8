"""Players in raw HTML, as hosts of videos offer them to be copied: `<iframe>`, and its script."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from blogkit.videos.addresses import video_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blogkit.videos.addresses import Address

# Scripts that hosts put beside their players; they do nothing where there is none.
SCRIPTS = ("player.vimeo.com/api/player.js", "www.youtube.com/iframe_api")
# What hosts write as a title themselves says nothing.
NO_TITLES = frozenset({"youtube video player", "vimeo-player", "vimeo video player", "video"})
SHAPES = {"": 16 / 9, "classic": 4 / 3, "square": 1.0, "tall": 9 / 16}


@dataclass(frozen=True)
class Video:
    """A video in the place of its player. *shape* is one of `SHAPES`; *fills* says that what is
    around the player has given it its place and size."""

    address: Address
    title: str = ""
    shape: str = ""
    fills: bool = False


def split_at_videos(html: str) -> list[str | Video]:
    """The HTML before, between and behind its players, and the videos; empty if it has none.

    A player that does not end in this piece of HTML is taken to end where it begins.
    """
    lower = html.lower()
    if "<iframe" not in lower and not any(each in lower for each in SCRIPTS):
        return []
    parser = _Parser(html)
    parser.feed(html)
    parser.close()
    parts: list[str | Video] = []
    done = 0
    for cut in parser.cuts:
        parts += [html[done : cut.start], *([cut.video] if cut.video else [])]
        done = cut.end
    return [*parts, html[done:]] if parser.cuts else []


def shape_of(width: str, height: str) -> str:
    """The shape that is nearest to this size; the usual one if either is no number."""
    try:
        ratio = float(width) / float(height)
    except (ValueError, ZeroDivisionError):
        return ""
    return min(SHAPES, key=lambda each: abs(SHAPES[each] - ratio))


@dataclass(frozen=True)
class _Cut:
    """What is taken out, from offset *start* to *end*, and the video that is put there."""

    start: int
    end: int
    video: Video | None


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.cuts: list[_Cut] = []
        self._open = ""
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        video = _video(values) if tag == "iframe" else None
        if video or (tag == "script" and values.get("src", "").endswith(SCRIPTS)):
            start = self._offset()
            self.cuts.append(_Cut(start, start + len(self.get_starttag_text() or ""), video))
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            end = self.rawdata.find(">", self._offset()) + 1
            self.cuts[-1] = replace(self.cuts[-1], end=end or len(self.rawdata))
            self._open = ""

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _video(attributes: Mapping[str, str]) -> Video | None:
    written = attributes.get("src") or attributes.get("data-src", "")
    address = video_at(written)
    if address is None:
        return None
    title = " ".join(attributes.get("title", "").split())
    shape = shape_of(attributes.get("width", ""), attributes.get("height", ""))
    return Video(
        address,
        title="" if title.lower() in NO_TITLES else title,
        shape=shape or ("tall" if address.is_tall else ""),
        fills="absolute" in attributes.get("style", ""),
    )
