"""Which pictures of a gallery stand side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.photos.rows import HEIGHTS, row_ends, shares

WIDE, NARROW = HEIGHTS["medium"].wide, HEIGHTS["medium"].narrow
LANDSCAPE, PORTRAIT, PANORAMA = 4 / 3, 3 / 4, 3.0


@pytest.mark.parametrize(
    ("ratios", "wide", "narrow"),
    [
        ([LANDSCAPE], [1], [1]),
        ([LANDSCAPE] * 2, [2], [2]),
        ([LANDSCAPE] * 3, [3], [1, 3]),
        ([LANDSCAPE] * 4, [2, 4], [2, 4]),
        ([LANDSCAPE] * 5, [2, 5], [1, 3, 5]),
        ([LANDSCAPE] * 7, [2, 4, 7], [1, 3, 5, 7]),
        ([PORTRAIT] * 3, [3], [3]),
        ([LANDSCAPE, PORTRAIT, LANDSCAPE, PORTRAIT], [4], [2, 4]),
        ([PANORAMA, LANDSCAPE, LANDSCAPE], [1, 3], [1, 3]),
        ([], [], []),
    ],
)
def test_rows_are_filled(ratios: list[float], wide: list[int], narrow: list[int]) -> None:
    assert row_ends(ratios, WIDE) == wide
    assert row_ends(ratios, NARROW) == narrow


def test_shares_are_of_the_row() -> None:
    assert shares([PANORAMA, 1.0, 3.0], [1, 3]) == [100, 25, 75]


@given(st.lists(st.floats(0.2, 5.0), max_size=80))
def test_every_picture_stands_in_one_row(ratios: list[float]) -> None:
    ends = row_ends(ratios, WIDE)
    assert ends == sorted(set(ends))
    assert ends[-1:] == ([len(ratios)] if ratios else [])
    assert len(shares(ratios, ends)) == len(ratios)
