"""docs/checks.md says of every check what its docstring says."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from blogkit.checks import AFTER_BUILD, ON_REQUEST, RULES
from blogkit.checks.explanations import explanation
from blogkit.checks.page import GROUPS, ONLY_IN_BUILDS, page
from blogkit.photos import telling

PAGE = Path(__file__).resolve().parents[3] / "docs/checks.md"


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_check_stands_under_one_heading() -> None:
    named = [name for names in GROUPS.values() for name in names]
    assert sorted(named) == sorted(rule.NAME for rule in (*RULES, *ON_REQUEST, *AFTER_BUILD)), (
        "name it in GROUPS, in page.py"
    )


def test_every_message_of_a_build_is_explained() -> None:
    modules = (PAGE.parents[1] / "src/blogkit").rglob("*.py")
    written = {
        name
        for path in modules
        for name in re.findall(r'(?:subtype|name)="([a-z]+-[a-z-]+)"', path.read_text("utf-8"))
    }
    known = {rule.NAME for rule in (*RULES, *AFTER_BUILD)} | ONLY_IN_BUILDS.keys()
    assert written | {telling.NAME} <= known


@pytest.mark.parametrize("rule", [*RULES, *ON_REQUEST, *AFTER_BUILD], ids=lambda rule: rule.NAME)
def test_a_check_explains_itself(rule: ModuleType) -> None:
    this = explanation(rule)
    assert this.summary.endswith(".")
    assert not this.missing


def test_parts_begin_anywhere_on_a_line_and_may_hold_an_example() -> None:
    rule = ModuleType(
        "rule",
        "Short. More\nof it.\n\nA\nnd so on.\n\nWhy: so.\nBad: `a: b`. Good:\n\n    # A\n\n    # B\n",
    )
    rule.NAME = "rule"  # type: ignore[attr-defined]
    this = explanation(rule)
    assert (this.summary, this.what) == ("Short.", "Short. More of it.\n\nA nd so on.")
    assert this.parts == {"Why": "so.", "Bad": "`a: b`.", "Good": "    # A\n\n    # B"}
