"""How languages are named in OpenGraph."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError


@cache
def facebook_locale(language: str) -> str:
    """As OpenGraph has it, always with a country: `en_US` of `en`; empty if nobody knows."""
    try:
        locale = Locale.parse(language, sep="-")
        likely = locale if locale.territory else _likely(locale)
    except (UnknownLocaleError, ValueError):
        return ""
    return f"{likely.language}_{likely.territory}" if likely.territory else ""


def _likely(locale: Locale) -> Locale:
    from babel.core import get_global

    likely = get_global("likely_subtags").get(str(locale))
    return Locale.parse(likely) if likely else locale
