"""A fault planted anywhere in a sound blog is told once, by its name, where it stands."""

from __future__ import annotations

from random import Random

import pytest

from blogkit.checks import RULES
from tests.blogkit.checks.mutations import FAULTS, Score, found, play, sound_blog

FEW = 4


def test_every_check_is_tried() -> None:
    assert sorted(FAULTS) == sorted(rule.NAME for rule in RULES)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_wrong_with_a_sound_blog(seed: int) -> None:
    assert not found(sound_blog(Random(seed)))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_once_where_it_stands(name: str) -> None:
    score = Score()
    for number in range(FEW):
        play(name, f"{name} {number}", score)
    assert score == Score(planted=FEW, told=FEW)
