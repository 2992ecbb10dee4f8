"""How large a picture is shown, for every way in which authors say it."""

from __future__ import annotations

import pytest

from blogkit.photos.extent import Extent, extent_of

OWN, WHOLE = (1600, 1200), (4000, 3000)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ({}, Extent(1600, 1200)),
        ({"width": "300"}, Extent(300, 225)),
        ({"width": "300px"}, Extent(300, 225)),
        ({"width": "20em"}, Extent(320, 240)),
        ({"width": "2in"}, Extent(192, 144)),
        ({"height": "300"}, Extent(400, 300)),
        ({"width": "50%"}, Extent(1600, 1200, percent=50)),
        ({"width": "33.4%", "scale": 50}, Extent(1600, 1200, percent=17)),
        ({"width": "150%"}, Extent(1600, 1200, percent=100)),
        ({"width": "100", "height": "100"}, Extent(100, 100, is_distorted=True)),
        ({"scale": 10}, Extent(400, 300)),
        ({"width": "300", "scale": 50}, Extent(150, 112)),
        ({"width": "wide", "height": ""}, Extent(1600, 1200)),
        ({"width": "-5px"}, Extent(1600, 1200)),
        ({"width": "0", "height": "none"}, Extent(1600, 1200)),
        ({"width": "9" * 400}, Extent(100_000, 75_000)),
        ({"width": "1e999", "height": "\u0663"}, Extent(1600, 1200)),
    ],
)
def test_what_an_author_writes(written: dict[str, object], shown: Extent) -> None:
    assert extent_of(written, OWN, WHOLE) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [({}, Extent()), ({"width": "300"}, Extent(300)), ({"height": "90"}, Extent(0, 90))],
)
def test_without_a_known_size_nothing_is_made_up(written: dict[str, object], shown: Extent) -> None:
    assert extent_of(written, (0, 0)) == shown
