"""Where a policy stands in a page: behind the charset, and before all that it governs."""

from __future__ import annotations

import re

POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">\n'
REFERRER = '<meta name="referrer" content="strict-origin-when-cross-origin">\n'
WRITTEN = re.compile(POLICY.format('default-src [^"]*').encode())
# HTML asks for it within the first 1024 bytes (https://html.spec.whatwg.org/multipage/#charset).
CHARSET = re.compile(r"<meta\s+charset=[^>]*>\n?", re.IGNORECASE)
BEGINNING = 1024


def beginning_of(html: str) -> int:
    """The offset at which a policy can stand; 0 if this is no whole page."""
    charset = CHARSET.search(html, 0, BEGINNING)
    return charset.end() if charset else 0


def without_policy(page: bytes) -> bytes:
    """A page as it is shown in a preview, whose own script would be held up."""
    return WRITTEN.sub(b"", page, count=1)
