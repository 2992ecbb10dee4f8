"""What docutils finds, found once for each way in which it is asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from docutils import utils

from blogkit.faster.stylesheets import FUNCTION, found_once

if TYPE_CHECKING:
    from pathlib import Path


def test_each_way_of_asking_has_its_answer(tmp_path: Path) -> None:
    (tmp_path / "a.css").touch()
    asked = []

    def stock(settings: SimpleNamespace) -> list[str]:
        asked.append(settings)
        found: list[str] = getattr(utils, FUNCTION)(settings)
        return found

    quick = found_once(stock)
    ways = [
        SimpleNamespace(stylesheet=None, stylesheet_path=path, stylesheet_dirs=folders)
        for path in (["a.css"], "a.css,b.css", None)
        for folders in ([], [str(tmp_path)])
    ]
    expected = [stock(each) for each in ways]
    asked.clear()
    for _ in range(2):
        assert [quick(each) for each in ways] == expected
    assert asked == ways


def test_whoever_changes_the_list_changes_only_that() -> None:
    settings = SimpleNamespace(stylesheet="a.css", stylesheet_path=None, stylesheet_dirs=[])
    quick = found_once(getattr(utils, FUNCTION))
    quick(settings).append("b.css")
    assert quick(settings) == ["a.css"]


def test_a_fault_is_told_each_time() -> None:
    settings = SimpleNamespace(stylesheet="a.css", stylesheet_path="b.css", stylesheet_dirs=[])
    quick = found_once(getattr(utils, FUNCTION))
    for _ in range(2):
        with pytest.raises(AssertionError):
            quick(settings)
