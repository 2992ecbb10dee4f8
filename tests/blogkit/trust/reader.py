"""What a browser would make of a page: whether anything in it runs, or leads to what runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "background", "xlink:href")
HARMFUL = re.compile(r"(javascript|vbscript|livescript|data|file|blob|view-source):", re.IGNORECASE)
DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b]")  # from an address, before it is read
RUNS = frozenset({"script", "iframe", "object", "embed", "base", "meta", "link", "style", "form"})


def harm_in(html: str) -> list[str]:
    """What is not harmless in a part of a page, read as a browser reads it."""
    return [*_harm(BeautifulSoup(html, "html5lib").body)]


def _harm(body: object) -> Iterator[str]:
    for element in body.find_all(True):  # type: ignore[attr-defined]
        if element.name in RUNS:
            yield f"<{element.name}>"
        for name, value in element.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            if name.startswith("on") or name in ("srcdoc", "srcset" if HARMFUL.match(text) else ""):
                yield f"{name}={text}"
            if name in ADDRESSES and HARMFUL.match(DROPPED.sub("", text)):
                yield f"{name}={text}"
            if name == "style" and re.search(r"position|url|expression", text):
                yield f"{name}={text}"
