"""A language by its code, and the code that an author's label stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError, localedata

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_LOCALE = (UnknownLocaleError, ValueError, TypeError)
# Languages that are also known by what their own speakers call them; each costs a file to read.
KNOWN_BY_THEIR_NAMES = (
    *("en", "ar", "bn", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "gl"),
    *("he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nl", "nb", "pl", "pt", "ro"),
    *("ru", "sk", "sl", "sr", "sv", "ta", "tr", "uk", "ur", "vi", "zh"),
)
SEPARATORS = re.compile(r"[-_ ]+")


@dataclass(frozen=True)
class Language:
    """A language by the code that Sphinx and gettext use, such as `de` or `pt_BR`."""

    code: str

    @property
    def tag(self) -> str:
        """The code as HTML, feeds and `hreflang` have it (BCP 47): `pt-BR`."""
        return self.code.partition("@")[0].partition(".")[0].replace("_", "-")

    @property
    def locale(self) -> Locale:
        """What Babel knows of it; of a language that it does not know, what it knows of English."""
        return _locale(self.code)

    @property
    def direction(self) -> str:
        """`rtl` for Arabic, Hebrew and the like, else `ltr`."""
        return self.locale.text_direction

    @property
    def own_name(self) -> str:
        """What its speakers call it, as it stands in a list: `Deutsch`, `Français`."""
        name = str(self.locale.get_display_name() or self.code)
        return name[:1].upper() + name[1:]


@cache
def language_named(label: str, name: str = "") -> Language | None:
    """The language that a label means: a code (`de`, `pt-BR`), or a name, English or its own.

    *name* is what `blog_languages` says that the label means. None if neither names a language.
    """
    for written in (label, name):
        code = _code(written.strip())
        if code:
            return Language(code)
    return None


def name_of_label(label: str) -> str:
    """What a label is called that conf.py gives no name: a code by its language's own name."""
    language = language_named(label)
    return language.own_name if language and language.code.split("_")[0] in label else label


def only_language(labels: Iterable[str], names: dict[str, str]) -> Language | None:
    """The one language that all these labels mean; None if they mean several, or none."""
    found = {language_named(label, names.get(label, "")) for label in labels}
    return found.pop() if len(found) == 1 else None


def _code(written: str) -> str:
    code = SEPARATORS.sub("_", written)
    try:
        Locale.parse(code)
    except NO_LOCALE:
        return _codes_by_name().get(written.casefold(), "") or _own_names().get(
            written.casefold(), ""
        )
    language, _, rest = code.partition("_")
    return f"{language.lower()}_{_cased(rest)}" if rest else language.lower()


def _cased(rest: str) -> str:
    """`BR`, `Hans`: as the folders of catalogues are named."""
    return rest.upper() if len(rest) == 2 else rest.title() if rest.isalpha() else rest


@cache
def _locale(code: str) -> Locale:
    """With data of its own. All locales share what they inherit, and Babel 2.18 writes into it what
    it has worked out for one of them (localedata.py: `LocaleDataDict.__getitem__`): after Japanese
    a month is called 3月 in Arabic, so that it would matter which page is written first.
    """
    shared = getattr(localedata, "_cache", {})
    shared.clear()
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except NO_LOCALE:
        locale = Locale("en")
    _ = locale.months  # which loads all of its data
    shared.clear()
    return locale


@cache
def _codes_by_name() -> dict[str, str]:
    return {str(name).casefold(): code for code, name in Locale("en").languages.items()}


@cache
def _own_names() -> dict[str, str]:
    names = ((code, Locale(code).get_language_name(code)) for code in KNOWN_BY_THEIR_NAMES)
    return {str(name).casefold(): code for code, name in names}
