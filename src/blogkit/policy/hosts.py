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
# Their scripts are known to write no stylesheets into the page.
WRITE_NO_STYLES = frozenset(
    {"https://giscus.app", "https://plausible.io", "https://www.googletagmanager.com"}
)


def with_those_led_to(directive: str, sources: Iterable[str]) -> set[str]:
    """These sources, and those that they are known to need for the same."""
    found = set(sources)
    return found.union(*(LEADS_ON.get((directive, each), ()) for each in found))
