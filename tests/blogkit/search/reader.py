"""Searches a built site as `search.js` does, but for what is taken for a word that nobody wrote."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

POSTING = re.compile("([0-9]+)([a-h])([A-Z]?)")


@dataclass(frozen=True)
class Hit:
    number: int
    weight: int
    part: int


@dataclass(frozen=True)
class Reader:
    site: Path

    def load(self, name: str) -> Any:
        return json.loads((self.site / "_search" / f"{name}.json").read_bytes())

    def piece(self, name: str) -> Any:
        return self.load(f"w-{quote(name, safe='').replace('%', '=')}")

    def hits(self, word: str) -> list[Hit]:
        """Where exactly this word is."""
        named = [each for each in self.load("index")["pieces"] if word.startswith(each)]
        return decoded(self.piece(max(named, key=len))["words"].get(word, ""))

    def titles(self, word: str) -> list[str]:
        """The titles of the pages with the word, the oldest first."""
        return [self.load(str(each.number))["title"] for each in self.hits(word)]

    def kin(self, word: str) -> list[str]:
        named = [each for each in self.load("index")["pieces"] if word.startswith(each)]
        groups = self.piece(max(named, key=len))["kin"]
        return next((list(group) for group in groups if word in group), [])

    def everything(self) -> str:
        """All that a reader's browser might load to search."""
        files = sorted((self.site / "_search").iterdir())
        return "\n".join(file.read_text(encoding="utf-8") for file in files)


def decoded(postings: str) -> list[Hit]:
    assert POSTING.sub("", postings) == ""
    hits, number = [], 0
    for step, weight, part in POSTING.findall(postings):
        number += int(step)
        hits.append(Hit(number, ord(weight) - ord("a"), ord(part) - ord("A") if part else 0))
    return hits
