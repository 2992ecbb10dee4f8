"""What a script is seen to want, by its text: no more than that can be known of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from blogkit.policy.hosts import ANY_STYLE, needs_of_scripts
from blogkit.policy.sources import SELF, hosts_named_in

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKS = re.compile(r"\bfetch\(|XMLHttpRequest|sendBeacon|EventSource|WebSocket")
IMPORTS = re.compile(r"\bimport\b")
WRITES_STYLES = re.compile(
    r"""createElement\(\s*["'`]style|setAttribute\(\s*["'`]style|<style|\sstyle=""", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def wanted_by(script: str) -> frozenset[tuple[str, str]]:
    """Pairs of a directive and a source. Most scripts stand on many pages."""
    return frozenset(_wanted(script))


def _wanted(script: str) -> Iterator[tuple[str, str]]:
    for host in hosts_named_in(script):
        for directive, sources in needs_of_scripts(host).items():
            yield from ((directive, each) for each in sources)
    if ASKS.search(script):
        yield "connect-src", SELF
    if IMPORTS.search(script):
        yield "script-src", SELF
    if WRITES_STYLES.search(script):
        yield "style-src", SELF
        yield "style-src", ANY_STYLE
