"""Patterns that are compiled late are the patterns they would have been."""

from __future__ import annotations

import copy
import re
import sys

import pytest

from blogkit.feeds.model import UNWRITABLE
from blogkit.look.page import minutes_to_read
from blogkit.patterns import late


def test_late_pattern_does_what_a_pattern_does() -> None:
    pattern = late(r"(?P<word>b+)", re.IGNORECASE)
    assert pattern.sub("-", "aBba") == "a-a"
    assert [found["word"] for found in pattern.finditer("abcB")] == ["b", "B"]
    assert next(filter(None, map(pattern.search, ["a", "b"])))[0] == "b"
    assert (pattern.pattern, pattern.groups) == (r"(?P<word>b+)", 1)
    assert copy.copy(pattern).search("b")


def test_late_pattern_is_not_compiled_before_it_is_used() -> None:
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.search("")


def test_what_a_feed_cannot_hold_is_all_but_the_characters_of_xml() -> None:
    allowed = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    characters = [*map(chr, range(0x11000)), chr(sys.maxunicode)]
    assert not [
        each for each in characters if bool(UNWRITABLE.match(each)) == bool(allowed.match(each))
    ]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 1), ("word " * 690, 3), ("漢字" * 750, 3), ("word " * 460 + "あ" * 500, 3)],
)
def test_minutes_to_read(text: str, minutes: int) -> None:
    assert minutes_to_read(text) == minutes
