"""What a Content-Security-Policy calls a source: a host, `'self'`, a scheme, the hash of a text.

https://www.w3.org/TR/CSP3/#framework-directive-source-list
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

SELF = "'self'"
SCHEMES = frozenset({"data", "blob"})
NETWORK = frozenset({"", "http", "https", "ws", "wss"})
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?::[0-9]+)?")
# As a script writes an address: between quotes, from its scheme or its `//` on.
QUOTED = re.compile(r"""["'`](?:(?:https?|wss?):)?//[^"'`\s<>]+""")


def hash_of(text: str) -> str:
    """The source that allows this text of a script, a stylesheet or an attribute."""
    digest = sha256(text.encode("utf-8", "replace")).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


@lru_cache(maxsize=4096)
def source_of(address: str) -> str:
    """Where an address on a page leads; empty for one that a policy cannot name."""
    try:
        parts = urlsplit(address.strip())
        scheme = parts.scheme.lower()
        if scheme in SCHEMES:
            return f"{scheme}:"
        if not parts.netloc:
            return "" if scheme else SELF
        host = (parts.hostname or "").encode("idna").decode()
        host += f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):  # no address, whoever reads it
        return ""
    if scheme not in NETWORK or not HOST.fullmatch(host):
        return ""
    return f"{scheme}://{host}" if scheme else host


def is_foreign(source: str) -> bool:
    """Whether it is a host, and not the blog's own."""
    return bool(source) and source != SELF and not source.endswith(":")


def hosts_named_in(script: str) -> set[str]:
    """The hosts of the addresses that stand as texts in a script."""
    if "//" not in script:
        return set()
    found = {source_of(each[1:]) for each in QUOTED.findall(script)}
    return {each for each in found if is_foreign(each)}
