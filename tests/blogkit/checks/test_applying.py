"""Edits change what they name and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.checks.applying import Text, Together
from blogkit.checks.finding import Edit, Fix
from blogkit.sources import Place

FILE, OTHER = Path("a.md"), Path("b.md")
LINES = st.lists(
    st.tuples(
        st.text("aé中🔝\u0301\t \x0b\x85\u2028", max_size=4), st.sampled_from(["\n", "\r\n", "\r"])
    ),
    max_size=6,
)


def _edit(begin: tuple[int, int], end: tuple[int, int], text: str, path: Path = FILE) -> Edit:
    return Edit(path, Place(*begin, *end), text)


def _applied(text: str, *fixes: Fix) -> str:
    together, texts = Together(), {FILE: Text(text)}
    for fix in fixes:
        together.take(fix, texts)
    return texts[FILE].with_spans(together.spans[FILE])


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@given(lines=LINES, last=st.text("xä🔝", max_size=3), data=st.data())
def test_what_no_edit_names_stays(
    lines: list[tuple[str, str]], last: str, data: st.DataObject
) -> None:
    text = "".join(line + end for line, end in lines) + last
    inside_crlf = {at + 1 for at in range(len(text)) if text.startswith("\r\n", at)}
    offsets = [at for at in range(len(text) + 1) if at not in inside_crlf]
    first, second, third, fourth = sorted(
        data.draw(st.lists(st.sampled_from(offsets), min_size=4, max_size=4))
    )
    one, two = (data.draw(st.text("bü", max_size=3)) for _ in range(2))
    edits = (
        _edit(_position(text, first), _position(text, second), one),
        _edit(_position(text, third), _position(text, fourth), two),
    )
    whole = text[:first] + one + text[second:third] + two + text[fourth:]
    half = text[:first] + one + text[second:]
    assert _applied(text, Fix(edits[:1])) == half
    is_apart = second < third or (second == third and first < second and third < fourth)
    assert _applied(text, Fix(edits)) == (whole if is_apart else text)
    nothing = one == text[first:second]
    if not nothing and is_apart:
        assert _applied(text, Fix(edits[:1]), Fix(edits[1:])) == whole
    elif not nothing:
        assert _applied(text, Fix(edits[:1]), Fix(edits[1:])) == half


@pytest.mark.parametrize(
    ("text", "line", "after"),
    [
        ("a\nb\n", 2, "a\nb\nx\ny\n"),
        ("a\r\nb\r\n", 2, "a\r\nb\r\nx\r\ny\r\n"),
        ("a\rb\r", 2, "a\rb\rx\ry\r"),
        ("a\r\nb\nc", 1, "a\r\nx\r\ny\r\nb\nc"),
        ("a\r\nb\nc", 2, "a\r\nb\nx\ny\nc"),
        ("a\r\nb", 2, "a\r\nb\r\nx\r\ny"),
        ("ab", 1, "ab\nx\ny"),
    ],
)
def test_added_lines_end_as_their_neighbours_do(text: str, line: int, after: str) -> None:
    end = (line, len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[line - 1]) + 1)
    assert _applied(text, Fix((_edit(end, end, "\nx\r\ny"),))) == after


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ((3, 1), (3, 1)),
        ((1, 5), (1, 5)),
        ((1, 1), (1, 5)),
        ((1, 3), (1, 2)),
        ((0, 1), (1, 1)),
        ((1, 0), (1, 2)),
        ((2, 1), (1, 1)),
    ],
)
def test_a_place_that_is_not_there_is_declined(
    begin: tuple[int, int], end: tuple[int, int]
) -> None:
    lost, sound = _edit(begin, end, "x"), _edit((1, 1), (1, 2), "y")
    assert _applied("abc\n", Fix((lost,))) == "abc\n"
    assert _applied("abc\n", Fix((sound, lost))) == "abc\n"


def test_of_fixes_that_meet_the_first_wins_and_each_is_whole_or_not_at_all() -> None:
    texts = {FILE: Text("one two three\n"), OTHER: Text("four five\n")}
    first = Fix((_edit((1, 5), (1, 8), "2"),))
    meets = Fix(
        (_edit((1, 1), (1, 4), "4", OTHER), _edit((1, 1), (1, 4), "1"), _edit((1, 7), (1, 9), "?"))
    )
    itself = Fix((_edit((1, 9), (1, 14), "3"), _edit((1, 10), (1, 11), "h")))
    beside = Fix((_edit((1, 1), (1, 5), ""), _edit((1, 6), (1, 10), "5", OTHER)))
    together = Together()
    assert [together.take(fix, texts) for fix in (first, meets, itself, beside)] == [
        True,
        False,
        False,
        True,
    ]
    assert texts[FILE].with_spans(together.spans[FILE]) == "2 three\n"
    assert texts[OTHER].with_spans(together.spans[OTHER]) == "four 5\n"


def test_a_fix_that_says_what_is_there_is_none() -> None:
    together = Together()
    assert not together.take(Fix((_edit((1, 1), (1, 2), "a"),)), {FILE: Text("a\n")})
    assert not together.take(Fix(()), {FILE: Text("a\n")})


def test_very_many_fixes_take_little_time() -> None:
    many = 20_000
    text = "teh " * many
    fixes = [Fix((_edit((1, at * 4 + 1), (1, at * 4 + 4), "the"),)) for at in range(many)]
    begin = time.process_time()
    assert _applied(text, *fixes, *fixes) == "the " * many
    assert time.process_time() - begin < 5
