"""What an address says of a video: who shows it, where its player is, and where its own page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WATCHED = re.compile(r"/(?:embed|v|shorts|live)/([\w-]+)/?")
ON_VIMEO = re.compile(r"/(?:video/)?([0-9]+)(?:/([0-9a-f]+))?/?")
ON_PEERTUBE = re.compile(r"/(?:videos/embed|w)/([\w-]+)/?")
DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
YOUTUBE = frozenset(
    {
        *("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"),
        *("youtube-nocookie.com", "www.youtube-nocookie.com"),
    }
)
VIMEO = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
# By which hosts know who shared a video, or which are said anew.
LEFT_OUT = frozenset(
    {"si", "feature", "pp", "app_id", "ab_channel", "origin", "enablejsapi", "widget_referrer"}
    | {"autoplay", "dnt", "v", "t", "h"}
)


@dataclass(frozen=True)
class Address:
    """A video: who shows it, the address of its player, and that of its own page."""

    host: str
    player: str
    page: str
    is_tall: bool = False


def video_at(address: str) -> Address | None:
    """The video to which an address leads, of a player or of a page; None if it is none we know."""
    try:
        parts = urlsplit(address.strip(), scheme="https")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    asked = {name: value for name, value in parse_qsl(parts.query) if not name.startswith("utm_")}
    known = next((of for hosts, of in _KNOWN if host in hosts), None)
    if known:
        return known(host, parts.path, asked)
    return _peertube(parts.netloc, parts.path, asked) if "/videos/embed/" in parts.path else None


def _youtube(host: str, path: str, asked: Mapping[str, str]) -> Address | None:
    found = WATCHED.fullmatch(path)
    name = found[1] if found else path.strip("/") if host == "youtu.be" else asked.get("v", "")
    if not re.fullmatch(r"[\w-]*", name):
        return None
    options = _options(asked)
    start = _seconds(asked.get("t", ""))
    if start and "start" not in options:
        options["start"] = str(start)
    if name and name != "videoseries":
        page = {"v": name} | ({"t": options["start"]} if options.get("start") else {})
        where = f"watch?{urlencode(page)}"
    elif "list" in options:
        name, where = "videoseries", f"playlist?{urlencode({'list': options['list']})}"
    else:
        return None
    player = f"https://www.youtube-nocookie.com/embed/{name}?{_asked(options)}"
    is_tall = path.startswith("/shorts/")
    return Address("YouTube", player, f"https://www.youtube.com/{where}", is_tall)


def _vimeo(host: str, path: str, asked: Mapping[str, str]) -> Address | None:
    found = ON_VIMEO.fullmatch(path)
    if not found:
        return None
    secret = found[2] or asked.get("h", "")  # of a video that is not listed
    options = ({"h": secret} if secret else {}) | _options(asked) | {"dnt": "1"}
    player = f"https://player.vimeo.com/video/{found[1]}?{_asked(options)}"
    page = f"https://vimeo.com/{found[1]}" + (f"/{quote(secret, safe='')}" if secret else "")
    return Address("Vimeo", player, page)


def _peertube(host: str, path: str, asked: Mapping[str, str]) -> Address | None:
    """Anybody may run one, and most set no cookies."""
    found = ON_PEERTUBE.fullmatch(path)
    if not found or not re.fullmatch(r"[\w.:-]+", host):
        return None
    player = f"https://{host}/videos/embed/{found[1]}?{_asked(_options(asked))}"
    return Address(host, player, f"https://{host}/w/{found[1]}")


_KNOWN: tuple[
    tuple[frozenset[str], Callable[[str, str, Mapping[str, str]], Address | None]], ...
] = ((YOUTUBE, _youtube), (VIMEO, _vimeo))


def _options(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name not in LEFT_OUT}


def _asked(options: Mapping[str, str]) -> str:
    """The reader has asked for it to play."""
    return urlencode({**options, "autoplay": "1"})


def _seconds(written: str) -> int:
    """`90`, `90s`, `1m30s`; 0 for anything else."""
    found = DURATION.fullmatch(written)
    if not found:
        return 0
    hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return hours * 3600 + minutes * 60 + seconds
