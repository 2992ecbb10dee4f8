"""What counts as a word, in Python and in the browser alike."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogkit.search
from blogkit.search.words import folded, for_browsers, words_of

WORDS = {
    "": [],
    "Well-known: don't!": ["well", "known", "don", "t"],
    "naïve Café, ÀÉÎÕÜ": ["naive", "cafe", "aeiou"],
    "Straße, Ærø, Łódź, İstanbul, ığdır": ["strasse", "aero", "lodz", "istanbul", "igdir"],
    "ΟΔΥΣΣΕΥΣ ὈΔΥΣΣΕΎΣ": ["οδυσσευσ", "οδυσσευσ"],
    "C++ and C# in F#, a#b": ["c++", "and", "c#", "in", "f#", "a", "b"],
    "snake_case_name v3.11": ["snake", "case", "name", "v3", "11"],
    "soft\u00adhyphen": ["softhyphen"],
    "東京都 x": ["東京", "京都", "都", "x"],
    "Django入門": ["django", "入門", "門"],
    "한국어로 씁니다": ["한국어로", "씁니다"],
    "がく": ["がく", "く"],
    "हिन्दी में": ["हिन्दी", "में"],
    "שָׁלוֹם مُحَمَّد": ["שלום", "محمد"],
    "ﬁne ½ x²": ["fine", "1", "2", "x2"],
    "🔝 — “quoted”": ["quoted"],
}


@pytest.mark.parametrize("text", WORDS)
def test_words_of_a_text(text: str) -> None:
    assert list(words_of(text)) == WORDS[text]


@given(st.text())
def test_a_word_is_its_own_word(text: str) -> None:
    """However a reader writes it: with other accents or letters, all is folded once and for all."""
    for word in words_of(text):
        assert word
        assert folded(word) == word


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_plain_letters_are_read_the_short_way_as_the_long(text: str) -> None:
    assert list(words_of(f"{text} é"))[:-1] == list(words_of(text))


def test_the_browser_finds_the_same_words() -> None:
    if not shutil.which("node"):
        if os.environ.get("CI"):
            pytest.fail("node is needed to try search.js")
        pytest.skip("node is not installed: search.js was not tried")
    written = Path(blogkit.search.__file__).with_name("search.js").read_text(encoding="utf-8")
    begin = written.index("  const fold")
    part = written[begin : written.index("\n\n", begin)]
    script = (
        f"const index = {json.dumps(for_browsers())};\n{part}\n"
        "const texts = JSON.parse(require('fs').readFileSync(0));"
        "const found = texts.map(each => wordsOf(fold(each)).map(([word]) => word.slice(1, -1)));"
        "console.log(JSON.stringify(found));"
    )
    run = subprocess.run(
        ["node", "-e", script],
        input=json.dumps(list(WORDS)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    for found, (text, words) in zip(json.loads(run.stdout), WORDS.items(), strict=True):
        assert found == [each for each in words if each not in ENDS_OF_RUNS], text


# Put into the index alone: the last letter of a run, for those who look for one letter.
ENDS_OF_RUNS = {"都", "門", "く"}
