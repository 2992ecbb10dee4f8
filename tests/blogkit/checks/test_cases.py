"""Every case of every case book: the faults in exactly these words, and silence on the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.checks import RULES, check_site
from blogkit.checks.lines import as_line
from tests.blogkit.checks.books import ALL, BOOKS, Case, read_case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from blogkit.checks.finding import Finding


@pytest.mark.parametrize(("name", "case"), ALL)
def test_case(name: str, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    case.write(tmp_path)
    found = check_site(read_case(tmp_path))
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


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.NAME)
def test_a_check_is_found_by_its_name(rule: object) -> None:
    assert rule.__name__.rpartition(".")[2].replace("_", "-") == rule.NAME  # type: ignore[attr-defined]
