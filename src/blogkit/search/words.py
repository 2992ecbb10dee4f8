"""The words of a text as search compares them: in small letters, without accents.

`search.js` takes what a reader types apart in the same way, by `for_browsers`; a test holds the two
together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of accents, and of the vowel signs of Hebrew and Arabic.
ACCENTS, VOWELS = range(0x300, 0x370), range(0x591, 0x700)
INVISIBLE = "\u00ad\u200c\u200d\u0640"  # within a word; the last makes it wider
# fmt: off
ALIKE = {
    "ß": "ss", "ς": "σ", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "_": " ",
}
# fmt: on
# Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
UNSPACED_LETTER = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
UNSPACED = re.compile(f"{UNSPACED_LETTER}+")
# Curly quotes, dashes and the like, which no word has in it. Without them most English is ASCII, of
# which words are found four times as fast.
TYPOGRAPHIC = re.compile("[\u2010-\u2027\u2030-\u205e]")
PLAIN_WORD = re.compile(r"[a-z0-9]+(?:\+\+|#(?![a-z0-9]))?")  # C++ and C# are words
SPACED = bytes(at if chr(at).isalnum() else ord(" ") for at in range(128)) + bytes(128)
WITH_MARKS = range(0x300, 0xAC00)  # where letters are followed by signs that belong to them


def folded(text: str) -> str:
    """The text without what people leave out or write in two ways."""
    if text.isascii():
        return text.lower().replace("_", " ")
    return normalize("NFC", normalize("NFKD", text).lower().translate(_alike()))


def words_of(text: str) -> list[str]:
    """The words in their order.

    Where words are not told apart by spaces, every two letters that stand together are one, and
    the last of them alone: so a single letter is found by what begins with it.
    """
    plain = folded(text if text.isascii() else TYPOGRAPHIC.sub(" ", text))
    if plain.isascii():
        if "++" in plain or "#" in plain:
            return PLAIN_WORD.findall(plain)
        return plain.encode().translate(SPACED).decode().split()  # in a third of the time
    words: list[str] = []
    for word in _any_word().findall(plain):
        words.extend(_pairs(word) if UNSPACED.search(word) else (word,))
    return words


def for_browsers() -> dict[str, object]:
    """What `search.js` needs to find the same words: *alike* has for a letter what stands for it in
    a word; *word* is a regular expression of JavaScript's for words as they are written.

    Of letters without spaces between them it has each, with the next one, if there is one, apart.
    """
    unspaced = UNSPACED_LETTER
    others = rf"(?!{unspaced})[\p{{L}}\p{{N}}\p{{M}}{INVISIBLE}]"
    return {
        "alike": {chr(letter): stands for letter, stands in _alike().items()},
        "word": rf"{unspaced}(?=({unspaced}))|(?<!{unspaced}){unspaced}"
        rf"|(?:{others})+(?:\+\+|#(?![\p{{L}}\p{{N}}]))?",
    }


def _pairs(word: str) -> Iterator[str]:
    end = 0
    for run in UNSPACED.finditer(word):
        if run.start() > end:
            yield word[end : run.start()]
        end, letters = run.end(), run[0]
        yield from (letters[at : at + 2] for at in range(len(letters)))
    if end < len(word):
        yield word[end:]


@cache
def _alike() -> dict[int, str]:
    """What stands for a letter, when a text is in small letters and accents are apart from them."""
    dropped = _marks(ACCENTS) + _marks(VOWELS) + INVISIBLE
    return str.maketrans(dict.fromkeys(dropped, "") | ALIKE)


def _marks(letters: range) -> str:
    return "".join(chr(each) for each in letters if category(chr(each))[0] == "M")


@cache
def _any_word() -> re.Pattern[str]:
    marks = _marks(WITH_MARKS)
    return re.compile(rf"[\w{marks}]+(?:\+\+|#(?!\w))?")
