"""What a page's head says, read with a parser of HTML."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Head:
    """*meta* has all contents by name; *links* all addresses by relation."""

    meta: dict[str, list[str]]
    links: dict[str, list[str]]
    feeds: list[tuple[str, str]] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)
    things: list[dict[str, Any]] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The content of the meta element of this name, of which there is one only."""
        (content,) = self.meta[name]
        return content

    def thing(self, kind: str) -> dict[str, Any]:
        """The thing of this type in the page's JSON-LD."""
        (found,) = [each for each in self.things if each["@type"] == kind]
        return found


def head_of(page: Path) -> Head:
    """The head of a built page."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    assert soup.head is not None
    meta: dict[str, list[str]] = {}
    for each in soup.head.find_all("meta"):
        name = each.get("name") or each.get("property")
        if name:
            meta.setdefault(str(name), []).append(str(each["content"]))
    links: dict[str, list[str]] = {}
    for each in soup.head.find_all("link"):
        links.setdefault(" ".join(each["rel"]), []).append(str(each["href"]))
    alternates = [each for each in soup.head.find_all("link") if each["rel"] == ["alternate"]]
    scripts = soup.head.find_all("script", type="application/ld+json")
    assert len(scripts) <= 1
    return Head(
        meta,
        links,
        [
            (str(each["href"]), str(each.get("title")))
            for each in alternates
            if "type" in each.attrs
        ],
        {
            str(each["hreflang"]): str(each["href"])
            for each in alternates
            if "hreflang" in each.attrs
        },
        [thing for each in scripts for thing in json.loads(str(each.string))["@graph"]],
    )
