"""Whether letters that misread text may stand for are such as people write."""

from __future__ import annotations

import unicodedata

from blogkit.patterns import late

# Those of living languages, and the signs and emoji that go with them. Left out are scripts that
# two letters of correct text give by chance: Armenian, for one, is the Turkish "ıç" in cp850.
PLAUSIBLE = late(
    "[\u00a0-\u017f\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0218-\u021b\u02bb\u02bc\u02c6\u02dc"
    "\u0300-\u036f\u0386-\u03ce\u0400-\u045f\u0490-\u0493\u049a-\u04bb\u04d8-\u04e9"
    "\u05b0-\u05f4\u0600-\u06ff\u0900-\u0eff\u10d0-\u10f0\u1100-\u11ff\u1780-\u17ff\u1e00-\u1fff"
    "\u2009-\u2064\u2070-\u2189\u2190-\u27bf\u2900-\u2bff\u3000-\u30ff\u3130-\u318f\u3400-\u9fff"
    "\uac00-\ud7a3\ufb00-\ufb4f\ufe0e\ufe0f\uff01-\uff9f"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f\U00020000-\U0002fa1f]+"
)
LATIN = late("[A-Za-zÀ-ÖØ-öø-ſƠơƯưǍ-ǜȘ-țḀ-ỹ\u0300-\u0333]+")


def is_plausible(text: str) -> bool:
    """Whether all of *text* is written by people, and all its letters in one script."""
    if not PLAUSIBLE.fullmatch(text):
        return False
    return "Cn" not in map(unicodedata.category, text) and len(_scripts(text)) <= 1


def is_latin(text: str) -> bool:
    """Whether all of *text* are Latin letters, or accents on them."""
    return bool(LATIN.fullmatch(text))


def is_emoji(text: str) -> bool:
    """Whether *text* is of the planes where nothing but emoji is plausible."""
    return all(character >= "\U0001f000" for character in text)


def _scripts(text: str) -> set[str]:
    """The scripts of the letters of *text*, by their Unicode names. Kana and Han are one."""
    names = {unicodedata.name(each, "").split()[0] for each in text if each.isalpha()}
    east = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH", "HANGUL"}
    # ª, º and µ belong to no script, fullwidth letters to any.
    names -= {"FEMININE", "MASCULINE", "MICRO", "FULLWIDTH", "MODIFIER"}
    return {"CJK" if each in east else each for each in names}
