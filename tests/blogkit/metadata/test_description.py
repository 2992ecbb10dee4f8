"""The line that is said of a page: whole sentences, as many as fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.metadata.description import LONGEST, shortened

LONG = "word " * 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n ", ""),
        ("One  line\nand\tanother", "One line and another"),
        ("A sentence. " + LONG.title(), "A sentence."),
        ('He said "so." ' + LONG.title(), 'He said "so."'),
        ("Use e.g. this one. Then " + LONG, "Use e.g. this one."),
        ("これは文です。" * 40, "これは文です。" * (LONGEST // 7)),
        ("x" * 300, "x" * (LONGEST - 1) + "…"),
    ],
)
def test_it_ends_where_a_sentence_does(text: str, expected: str) -> None:
    assert shortened(text) == expected


def test_a_sentence_that_is_too_long_ends_between_words() -> None:
    assert shortened(LONG) == ("word " * 31).strip() + "…"


@given(st.text(max_size=400))
def test_it_is_one_line_and_not_too_long(text: str) -> None:
    line = shortened(text)
    assert len(line) <= LONGEST
    assert line == " ".join(line.split())
    assert shortened(line) == line or line.endswith("…")
