"""A class whose methods were kept is the class that it would have been."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import make_dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from blogkit.faster.methods import NAME, kept_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogkit.faster.methods.ENOUGH", 1)


def _facts() -> object:
    first = make_dataclass("First", ["a", ("b", int, 2)], frozen=True, order=True)
    second = make_dataclass("Second", ["a", ("b", list, dataclasses.field(default_factory=list))])
    with pytest.raises(dataclasses.FrozenInstanceError):
        first(1).a = 2
    assert first(1) < first(2)
    assert second("x") != first("x")
    names = vars(first)["__init__"].__qualname__, vars(second)["__repr__"].__qualname__
    return repr(first(1)), repr(second("x")), hash(first(1)), first(1) == first(1), names


def test_kept_methods_do_what_they_did(tmp_path: Path) -> None:
    anew = _facts()
    for _ in range(2):
        with kept_in(tmp_path):
            assert _facts() == anew
    assert "exec" not in vars(dataclasses)


def test_what_is_kept_is_not_compiled_again(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        _facts()
    no_compiling = patch("builtins.compile", side_effect=AssertionError)
    with kept_in(tmp_path), no_compiling:
        _facts()


def test_damage_costs_time_only(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        anew = _facts()
    (tmp_path / NAME).write_bytes(pickle.dumps({"text": b"?"}))
    with kept_in(tmp_path):
        assert _facts() == anew
