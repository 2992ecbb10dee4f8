"""A text is what docutils says that it is, with escapes and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.nodes import Text
from hypothesis import given
from hypothesis import strategies as st

from blogkit.faster.escapes import METHOD, USES, quicker_than

if TYPE_CHECKING:
    from collections.abc import Callable

stock: Callable[[Text], str] = vars(Text)[METHOD]


@given(st.text(alphabet="\0 \n\\aé€", max_size=12))
def test_the_same_text(written: str) -> None:
    text = Text(written)
    made = quicker_than(stock)(text)
    assert made == stock(text)
    assert type(made) is str


def test_docutils_does_what_is_expected_of_it() -> None:
    assert stock.__code__.co_names == USES
