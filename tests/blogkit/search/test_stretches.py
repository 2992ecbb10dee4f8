"""Long sentences are cut between words, as `textwrap` would cut them."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from blogkit.search.stretches import LONGEST, stretches

words = st.sampled_from([1, 4, 9, 40, LONGEST - 1, LONGEST, LONGEST + 1, 700]).map("a".__mul__)
sentences = st.lists(words, min_size=1, max_size=60).map(" ".join)


@given(sentences)
def test_a_sentence_is_cut_between_words(sentence: str) -> None:
    lines = [each.strip("… ") for each in stretches(sentence)]
    assert lines == [each.strip() for each in wrap(sentence, LONGEST)]


def test_sentences_share_a_stretch_while_there_is_room() -> None:
    one, other = "A" * 100 + ".", "B" * 150 + "."
    assert list(stretches(f"{one} Yes. {other}")) == [f"{one} Yes.", other]
    assert list(stretches("")) == [""]
