"""Every case of every case book: the faults in exactly these words, and silence on the rest.

A case is a heading, the files of a small blog as fences named by their paths, and a fence named
`expected`. A picture is a fence named `path.ext (FORMAT)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from blogkit.checks import RULES, check_site
from blogkit.checks.report import as_line
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import load_settings, read_site

BOOKS = Path(__file__).parent / "cases"
NOW = read_date("2027-01-15")


@dataclass
class Case:
    title: str
    files: dict[str, str] = field(default_factory=dict)
    expected: str = ""


def _cases(book: Path) -> list[Case]:
    cases: list[Case] = []
    tokens = MarkdownIt().parse(book.read_text(encoding="utf-8"))
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            cases.append(Case(tokens[index + 1].content))
        elif token.type == "fence" and token.info.strip() == "expected":
            cases[-1].expected = token.content
        elif token.type == "fence" and token.info.strip():
            cases[-1].files[token.info.strip()] = token.content
    return cases


def _write(root: Path, name: str, text: str) -> None:
    name, _, kind = name.partition(" (")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind:
        Image.new("RGB", (2, 2)).save(path, format=kind.rstrip(")"))
    else:
        path.write_text(text, encoding="utf-8")


ALL = [
    pytest.param(book.stem, case, id=f"{book.stem}: {case.title}")
    for book in sorted(BOOKS.glob("*.md"))
    for case in _cases(book)
]


@pytest.mark.parametrize(("name", "case"), ALL)
def test_case(name: str, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file, text in case.files.items():
        _write(tmp_path, file, text)
    conf = tmp_path / "conf.py"
    settings = load_settings(conf) if conf.exists() else Settings()
    found = check_site(read_site(tmp_path, settings, NOW))
    lines = "".join(as_line(each) + "\n" for each in found if each.name == name)
    assert lines == case.expected


def test_every_check_has_a_case_book() -> None:
    assert sorted(rule.NAME for rule in RULES) == sorted(book.stem for book in BOOKS.glob("*.md"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.NAME)
def test_a_check_is_found_by_its_name(rule: object) -> None:
    assert rule.__name__.rpartition(".")[2].replace("_", "-") == rule.NAME  # type: ignore[attr-defined]
