"""Every case of every case book: the faults in exactly these words, and silence on the rest.

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

from blogkit.checks import ON_REQUEST, RULES, check_site
from blogkit.checks.report import as_line
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import load_settings, read_site
from tests.blogkit.checks.draw import draw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.checks.finding import Finding

BOOKS = Path(__file__).parent / "cases"
NOW = read_date("2027-01-15")


@dataclass
class Case:
    title: str
    files: dict[str, str] = field(default_factory=dict)
    expected: str = ""
    fixed: str | None = None


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
    if case.fixed is not None:
        assert _fixes([each for each in found if each.name == name]) == case.fixed


def _fixes(found: Iterable[Finding]) -> str:
    """What each fix would write, and where: `line:column-column: text`."""
    edits = (edit for each in found for edit in (each.fix.edits if each.fix else ()))
    return "".join(
        f"{each.place.line}:{each.place.column}-{each.place.end_column}: {each.text.rstrip()}\n"
        for each in edits
    )


def test_every_check_has_a_case_book() -> None:
    assert sorted(rule.NAME for rule in RULES) == sorted(book.stem for book in BOOKS.glob("*.md"))


@pytest.mark.parametrize("rule", [*RULES, *ON_REQUEST], ids=lambda rule: rule.NAME)
def test_a_check_explains_itself(rule: object) -> None:
    text = rule.__doc__ or ""
    assert rule.__name__.rpartition(".")[2].replace("_", "-") == rule.NAME  # type: ignore[attr-defined]
    assert all(word in text for word in ("Why:", "Bad:", "Good:"))
