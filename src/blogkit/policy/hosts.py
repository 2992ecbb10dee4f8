"""Hosts that need others to do what authors ask them for, and hosts that need less than most.

Whatever is not named here gets what it stands on the page for. An author adds to that by
`blogkit_policy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GITHUB = "https://*.githubusercontent.com"
GOOGLE = ("https://*.google-analytics.com", "https://*.analytics.google.com")
# Where a page names the first, browsers are led on to the others, which a policy sees too.
LEADS_ON: dict[tuple[str, str], tuple[str, ...]] = {
    ("img-src", "https://github.com"): (GITHUB,),
    ("media-src", "https://github.com"): (GITHUB,),
    ("img-src", "https://picsum.photos"): ("https://fastly.picsum.photos",),
    ("frame-src", "https://maps.google.com"): ("https://www.google.com",),
    ("frame-src", "https://youtu.be"): ("https://www.youtube.com",),
    ("frame-src", "https://youtube.com"): ("https://www.youtube.com",),
    ("font-src", "https://fonts.googleapis.com"): ("https://fonts.gstatic.com",),
    ("connect-src", "https://www.googletagmanager.com"): GOOGLE,
    ("img-src", "https://www.googletagmanager.com"): GOOGLE,
}
# What a host may do whose script is in the page: that script can do all else there by itself.
ANY_STYLE = "'unsafe-inline'"
ALL = ("script-src", "connect-src", "img-src", "font-src", "frame-src", "style-src")
# Hosts of which it is known what their scripts do. They write no stylesheets into the page.
KNOWN = {
    "https://giscus.app": ("script-src", "frame-src", "style-src"),
    "https://plausible.io": ("script-src", "connect-src"),
    "https://www.googletagmanager.com": ("script-src", "connect-src", "img-src"),
}


def needs_of_scripts(host: str) -> dict[str, tuple[str, ...]]:
    """What a page wants, by directives, because a script of this host is in it."""
    if host in KNOWN:
        return dict.fromkeys(KNOWN[host], (host,))
    return {**dict.fromkeys(ALL, (host,)), "style-src": (host, ANY_STYLE)}


def with_those_led_to(directive: str, sources: Iterable[str]) -> set[str]:
    """These sources, and those that they are known to need for the same."""
    found = set(sources)
    return found.union(*(LEADS_ON.get((directive, each), ()) for each in found))
