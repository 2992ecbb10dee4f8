"""A file `_headers`, read as the hosts say that they read it."""

from __future__ import annotations


def headers_for(rules: str, path: str) -> dict[str, str]:
    """What is sent with the file at *path*: of all rules that fit, those of one name added up."""
    sent: dict[str, str] = {}
    fits = False
    for line in rules.splitlines():
        if not line.startswith(" "):
            beginning, is_splat, _ = line.partition("*")
            fits = path.startswith(beginning) if is_splat else path == line
        elif fits:
            name, _, value = line.strip().partition(": ")
            sent[name.lower()] = f"{sent[name.lower()]}, {value}" if name.lower() in sent else value
    return sent
