"""Which pictures of a gallery stand side by side.

Rows as wide as the column are lower the more they hold. So where they break is found here, for a
wide column and for a telephone's, and no picture is left over for a row of its own by chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOO_LOW = 3  # so many times as low as wanted, a row need not be tried


@dataclass(frozen=True, slots=True)
class Heights:
    """How many times as wide as high the rows should be, in a *wide* column and a *narrow* one."""

    wide: float
    narrow: float


WITH_WORDS = Heights(2.4, 1.5)  # leaves room for captions
HEIGHTS = {"low": Heights(5.2, 3.4), "medium": Heights(3.4, 2.2), "high": Heights(2.2, 1.3)}


def row_ends(ratios: Sequence[float], wanted: float) -> list[int]:
    """How many pictures, counted from the first, there are up to the end of each row.

    *ratios* are those of the pictures' widths to their heights, *wanted* that of a row. All rows
    together are as near to it as they can be.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]  # for so many pictures: how far off, its last row
    for end in range(1, len(ratios) + 1):
        best.append(_best_row(ratios, end, wanted, best))
    ends = []
    at = len(ratios)
    while at:
        ends.append(at)
        at = best[at][1]
    return ends[::-1]


def _best_row(
    ratios: Sequence[float], end: int, wanted: float, best: Sequence[tuple[float, int]]
) -> tuple[float, int]:
    """Where the row that ends there should begin, and how far off all rows up to there are."""
    found, ratio = (math.inf, end - 1), 0.0
    for begin in range(end - 1, -1, -1):
        ratio += ratios[begin]
        found = min(found, (best[begin][0] + math.log(ratio / wanted) ** 2, begin))
        if ratio > TOO_LOW * wanted:
            break
    return found


def shares(ratios: Sequence[float], ends: Sequence[int]) -> list[int]:
    """How many percent of its row each picture takes."""
    found = []
    for begin, end in pairwise((0, *ends)):
        row = ratios[begin:end]
        found += [max(1, round(100 * ratio / sum(row))) for ratio in row]
    return found
