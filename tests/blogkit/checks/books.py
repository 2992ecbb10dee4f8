"""The case books: small blogs as fences in a Markdown file, and what is expected of each.

A case is a heading, the files of a small blog as fences named by their paths, and a fence named
`expected`. A picture is a fence named `path.ext (FORMAT)`, and the words in it say what it is like.
A fence named `fixed` says, in the same order, what the suggested fixes would write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import load_settings, read_site
from tests.blogkit.checks.draw import draw

if TYPE_CHECKING:
    from blogkit.site import Site

BOOKS = Path(__file__).parent / "cases"
NOW = read_date("2027-01-15")


@dataclass
class Case:
    title: str
    files: dict[str, str] = field(default_factory=dict)
    expected: str = ""
    fixed: str | None = None

    def write(self, root: Path) -> None:
        for name, text in self.files.items():
            _write(root, name, text)


def read_case(root: Path) -> Site:
    """The small blog that was written to *root*, on the day that all cases are read."""
    conf = root / "conf.py"
    return read_site(root, load_settings(conf) if conf.exists() else Settings(), NOW)


def _cases(book: Path) -> list[Case]:
    cases: list[Case] = []
    tokens = MarkdownIt().parse(book.read_text(encoding="utf-8"))
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            cases.append(Case(tokens[index + 1].content))
        elif token.type == "fence" and token.info.strip() == "expected":
            cases[-1].expected = token.content
        elif token.type == "fence" and token.info.strip() == "fixed":
            cases[-1].fixed = token.content
        elif token.type == "fence" and token.info.strip():
            cases[-1].files[token.info.strip()] = token.content
    return cases


def _write(root: Path, name: str, text: str) -> None:
    name, _, kind = name.partition(" (")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind:
        draw(path, kind.rstrip(")"), text.split())
    else:
        path.write_text(text, encoding="utf-8")


ALL = [
    pytest.param(book.stem, case, id=f"{book.stem}: {case.title}")
    for book in sorted(BOOKS.glob("*.md"))
    for case in _cases(book)
]
