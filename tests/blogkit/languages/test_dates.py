"""Dates in each language, by the author's pattern or as is usual there."""

from __future__ import annotations

from datetime import datetime

import pytest

from blogkit.languages import language as languages
from blogkit.languages.dates import day_and_month, written_date
from blogkit.languages.language import Language

DAY = datetime(2026, 3, 1, 9, 5)  # noqa: DTZ001 - in the blog's zone, without naming it


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("en", "March 1, 2026", "March 1"),
        ("de", "1. März 2026", "1. März"),
        ("ja", "2026年3月1日", "3月1日"),
        ("ar", "1 مارس 2026", "1 مارس"),
        ("zh_CN", "2026年3月1日", "3月1日"),
        ("tlh", "March 1, 2026", "March 1"),
    ],
)
def test_without_a_pattern_they_are_as_usual(code: str, long: str, short: str) -> None:
    assert written_date(DAY, Language(code), "") == long
    assert day_and_month(DAY, Language(code)) == short


@pytest.mark.parametrize(
    "pattern", ["%d %B %Y", "%Y-%m-%d %H:%M", "%-d.%-m.%y", "%%d", "%j, %A %b"]
)
def test_in_english_patterns_give_what_strftime_gives(pattern: str) -> None:
    assert written_date(DAY, Language("en"), pattern) == DAY.strftime(pattern)


@pytest.mark.parametrize(
    ("code", "pattern", "written"),
    [
        ("de", "%A, %d. %B %Y", "Sonntag, 01. März 2026"),
        ("ru", "%-d %B %Y", "1 марта 2026"),
        ("ru", "%B %Y", "март 2026"),
        ("fr", "le %d %b", "le 01 mars"),
    ],
)
def test_patterns_give_names_in_the_language(code: str, pattern: str, written: str) -> None:
    assert written_date(DAY, Language(code), pattern) == written


def test_it_does_not_matter_which_language_comes_first() -> None:
    """Babel keeps what it finds out in data that all languages share."""
    patterns = ("%B", "%b", "%a %c", "")

    def written(codes: tuple[str, ...]) -> dict[str, list[str]]:
        languages._locale.cache_clear()
        written_date.cache_clear()
        return {
            code: [written_date(DAY, Language(code), each) for each in patterns] for code in codes
        }

    codes = ("ja", "ar", "zh_CN", "ko", "ur", "pt", "en", "ru", "he", "tr")
    assert written(codes) == written(codes[::-1])
