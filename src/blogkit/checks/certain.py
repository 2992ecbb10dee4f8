"""Whether a stretch of text can only be misread UTF-8, or may be what its author wrote.

What correct text has by chance is a letter or a sign with something behind it: "É…", "«é", "√π".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from blogkit.checks.plausible import is_emoji, is_latin

# What stands behind a letter in correct text too: quotes, dashes, a space or a hyphen.
BEHIND_WORDS = frozenset("‘’“”„‚‹›«»–—…•™®\u00a0\u00ad")
BEHIND_UNITS = BEHIND_WORDS | frozenset("·´°ºª¹²³µ±")  # and behind "Å", which is one
FEWEST_LISTED = 4  # letters that nobody writes so
DRAWN = re.compile("[\u2190-\u22ff\u2500-\u25ff¬ƒ±×÷∂∑∏πΩµ°º]+")  # formulas and drawings
PUNCTUATION = re.compile("[\u2009-\u206f]")
LATIN_SIGN = re.compile("[\u00a0-\u00bf]")


@dataclass(frozen=True)
class Stretch:
    """What is *written* between two neighbours (empty at the ends of a line), what its bytes are
    (each as the character of its number), and what it says as UTF-8."""

    before: str
    written: str
    after: str
    numbers: str
    text: str


def is_certain(stretch: Stretch) -> bool:
    """Whether no language writes this."""
    if is_emoji(stretch.text) or PUNCTUATION.search(stretch.text):
        return True
    in_a_word = stretch.before.isalpha() and stretch.after.isalpha()
    if DRAWN.fullmatch(stretch.written):
        return is_latin(stretch.text) and in_a_word
    if len(stretch.text) == 1:
        return _is_certain_letter(stretch)
    if len(stretch.text) < FEWEST_LISTED and _is_list(stretch.written):
        return False
    beside_a_word = stretch.before.isalpha() or stretch.after.isalpha()
    return _is_odd(stretch) and (beside_a_word or any(map(str.isalpha, stretch.written)))


def _is_list(written: str) -> bool:
    """Whether it is letters with dashes or the like before them: "–Ö–Ü"."""
    is_led = written[0] in BEHIND_WORDS
    return is_led and all(each in BEHIND_WORDS or each.isalpha() for each in written)


def _is_certain_letter(stretch: Stretch) -> bool:
    """For a stretch that says one letter or sign."""
    before, after = stretch.before, stretch.after
    beside_a_word = before.isalpha() or after.isalpha()
    if is_latin(stretch.text):
        if len(stretch.numbers) > 2:
            return beside_a_word
        if stretch.written[0] in BEHIND_WORDS:  # and before words: "«é"
            return before.isalpha()
        in_a_word = before.islower() and after.isalpha()
        return (before.islower() or after.isalpha()) if _is_odd(stretch) else in_a_word
    if LATIN_SIGN.fullmatch(stretch.text):
        return not before.isupper() if _is_odd(stretch) else before.isdigit() or before.islower()
    return len(stretch.numbers) > 2 and _is_odd(stretch) and not beside_a_word


def _is_odd(stretch: Stretch) -> bool:
    """Whether anything in it is not found behind words: all but the first byte of each letter
    are numbered below 0xC0."""
    expected = BEHIND_UNITS if "Å" in stretch.written else BEHIND_WORDS
    return any(
        number < "\xc0" and character not in expected
        for character, number in zip(stretch.written, stretch.numbers, strict=True)
    )
