"""Dates as readers of a language write them: names and order from Babel."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime, format_skeleton, format_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sphinx.config import Config

    from blogkit.languages.language import Language

PATTERNS = ("post_date_format", "post_date_format_short")
GIVEN = "blogkit_given_date_formats"  # a setting, so that pages are written anew when it changes
DIRECTIVE = re.compile(r"%-?[a-zA-Z%]")
# What of a strftime pattern is words, as Unicode names it (unicode.org/reports/tr35/tr35-dates.html).
WORDS = {"%a": "EEE", "%A": "EEEE", "%b": "MMM", "%h": "MMM", "%B": "MMMM", "%p": "a"}
ALONE = {"%b": "LLL", "%h": "LLL", "%B": "LLLL"}  # "май 2026", but "1 мая 2026"
WHOLE: dict[str, Callable[..., str]] = {"%c": format_datetime, "%x": format_date, "%X": format_time}
DAYS = ("%d", "%-d", "%e", "%j", "%-j")
DAY_AND_MONTH = "MMMMd"
REMEMBERED = 4096  # a date is shown on several pages


def given_patterns(config: Config) -> tuple[str, ...]:
    """The settings of date patterns that conf.py gives, were it ABlog's own default."""
    given = {**config._raw_config, **config._overrides}  # noqa: SLF001 - nothing public tells
    return tuple(each for each in PATTERNS if each in given)


def authors_pattern(config: Config, setting: str) -> str:
    """The strftime pattern that conf.py gives, or ABlog's default (`01 May 2026`).

    Empty where our look has neither: it writes dates as is usual in their language.
    """
    is_ours = getattr(config, "blogkit_look", False) and setting not in config[GIVEN]
    return "" if is_ours else str(config[setting])


@lru_cache(REMEMBERED)
def written_date(date: datetime, language: Language, pattern: str) -> str:
    """The date by a strftime pattern, its names in this language; its long form without one."""
    if not pattern:
        return str(format_date(date, "long", locale=language.locale))
    has_day = any(each in pattern for each in DAYS)
    return DIRECTIVE.sub(lambda found: _part(date, language, found[0], has_day), pattern)


@lru_cache(REMEMBERED)
def day_and_month(date: datetime, language: Language) -> str:
    """The date without its year: `1. Mai`."""
    return str(format_skeleton(DAY_AND_MONTH, date, locale=language.locale))


def _part(date: datetime, language: Language, directive: str, has_day: bool) -> str:
    if directive in WHOLE:
        return WHOLE[directive](date, locale=language.locale)
    words = WORDS.get(directive)
    if words is None:
        return date.strftime(directive)
    words = words if has_day else ALONE.get(directive, words)
    of_date = (words, language, date.month, date.weekday(), date.hour)
    if of_date not in _names:
        _names[of_date] = str(format_datetime(date, words, locale=language.locale))
    return _names[of_date]


# Of months, days of the week and halves of a day: their names rest on no more of a date.
_names: dict[tuple[str, Language, int, int, int], str] = {}
