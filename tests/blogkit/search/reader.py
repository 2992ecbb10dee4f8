"""Searches a built site as `search.js` does, but for what is taken for a word that nobody wrote."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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

    def piece(self, word: str) -> dict[str, str]:
        """The piece in which this word is, if any is."""
        named = (each for each in self.load("index")["pieces"] if f"-{word}".startswith(each))
        return dict(self.load(next(named)))

    def hits(self, word: str) -> list[Hit]:
        """Where this word is, or another of its stem."""
        found = [pages for words, pages in self.piece(word).items() if f"-{word}-" in words]
        assert len(found) <= 1
        return decoded("".join(found))

    def titles(self, word: str) -> list[str]:
        """The titles of the pages with the word, the oldest first."""
        return [self.load(str(each.number))["title"] for each in self.hits(word)]

    def kin(self, word: str) -> list[str]:
        families = [words[1:-1].split("-") for words in self.piece(word)]
        return next((words for words in families if word in words), [])

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
