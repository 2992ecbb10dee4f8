"""An expression that was kept does what it did; nobody can tell it from one that was compiled."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogkit.faster.expressions import NAME, kept_in

compiler = re._compiler  # type: ignore[attr-defined]
PIECES = st.sampled_from(
    [
        *("a", "É", "ß", ".", r"\w", r"\s+", "[a-f]", "[^é-ü]", "(?:x|y)*", "(z)?", "(?P<n>b)"),
        *(r"\b", "^", "$", "(?=c)", "(?<!d)", "[\u3040-\u30ff\U0001f000-\U0001f9ff]"),
        *("e{2,3}?", "f++"),
    ]
)
FLAGS = [0, re.IGNORECASE, re.MULTILINE | re.DOTALL, re.ASCII, re.VERBOSE]


def _facts(pattern: re.Pattern[str], text: str) -> object:
    found = [(each.span(), each.groups(), each.groupdict()) for each in pattern.finditer(text)]
    named = dict(pattern.groupindex), pattern.groups, pattern.flags, pattern.pattern
    return found, named, pattern.split(text), pattern.sub("-", text)


@settings(max_examples=80, deadline=None)
@given(
    texts=st.lists(
        st.lists(PIECES, min_size=1, max_size=6, unique_by=str).map("".join), min_size=1
    ),
    flags=st.sampled_from(FLAGS),
    text=st.text("aAbBcéÉßxyz\n e\u3041f😀"),
)
def test_kept_expressions_find_the_same(texts: list[str], flags: int, text: str) -> None:
    anew = [compiler.compile(each, flags) for each in texts]
    with tempfile.TemporaryDirectory() as name, patch("blogkit.faster.expressions.ENOUGH", 1):
        for _ in range(2):
            with kept_in(Path(name)):
                kept = [compiler.compile(each, flags) for each in texts]
            assert kept == anew
            assert [_facts(each, text) for each in kept] == [_facts(each, text) for each in anew]


@pytest.fixture(autouse=True)
def _one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogkit.faster.expressions.ENOUGH", 1)


def test_what_is_kept_is_not_compiled_again(tmp_path: Path) -> None:
    before = compiler.compile, compiler._sre
    for pattern, data in (("a(b)", "ab"), (b"a(b)", b"ab")):
        with kept_in(tmp_path):
            compiler.compile(pattern)
        with kept_in(tmp_path), patch.object(compiler, "_code", side_effect=AssertionError):
            assert compiler.compile(pattern).fullmatch(data)
        (tmp_path / NAME).unlink()
    assert (compiler.compile, compiler._sre) == before


def test_texts_and_bytes_are_two_and_so_are_flags(tmp_path: Path) -> None:
    for _ in range(2):
        with kept_in(tmp_path):
            assert compiler.compile("é").search("é")
            assert compiler.compile("é".encode()).search("é".encode())
            assert not compiler.compile("É").search("é")
            assert compiler.compile("É", re.IGNORECASE).search("é")


def test_what_python_tells_of_is_told_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with kept_in(tmp_path), pytest.warns(FutureWarning, match="nested set"):
            compiler.compile("[[a]")


def test_a_fault_stays_a_fault(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(re.error), kept_in(tmp_path):
            compiler.compile("(")
    assert compiler.compile("a").search("a")


def test_damage_costs_time_only(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        compiler.compile("ab+")
    (tmp_path / NAME).write_bytes((tmp_path / NAME).read_bytes()[:-3])
    with kept_in(tmp_path):
        assert compiler.compile("ab+").fullmatch("abb")


def test_without_what_it_stands_in_for_it_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(re, "_compiler")
    with kept_in(tmp_path):
        assert compiler.compile("a").search("a")
    assert not list(tmp_path.iterdir())
