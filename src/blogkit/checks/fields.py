"""What front matter may say: the keys that mean something, and the values that they take."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from blogkit.posts import LABEL_KEYS, read_date
from blogkit.sources.mentions import names_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogkit.sources.front_matter import Field

# ABlog's keys (ablog/post.py: PostDirective.option_spec), Sphinx's, MyST's, docutils', and ours.
KNOWN_KEYS = {
    *("blogpost", "date", "draft", "tags", "author", "category", "location", "language"),
    *("redirect", "title", "image", "excerpt", "exclude", "nocomments", "canonical_link"),
    *("external_link", "orphan", "tocdepth", "no-search", "nosearch", "html_meta", "myst"),
    *("substitutions", "html_theme.sidebar_secondary.remove", "jupytext", "kernelspec"),
    *("file_format", "mystnb", "sd_hide_title", "og_title", "og_description", "og_image"),
    *("description", "keywords", "updated", "series", "authors", "organization", "address"),
    *("contact", "version", "revision", "status", "copyright", "dedication", "abstract"),
    *("blogkit_ignore", "featured", "image_alt", "translations"),
}
NEAR_MISS = 0.8  # how alike two words are, from 0 to 1, that differ by a slip of the finger
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
NUMBERS = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
LETTERS = re.compile(r"[^\W\d_]{3,}")


def meant_key(key: str) -> str:
    """The key that a misspelt one was meant to be; empty for one that means nothing here."""
    near = get_close_matches(key.lower(), sorted(KNOWN_KEYS), n=1, cutoff=NEAR_MISS)
    return near[0] if near else ""


def wanted_value(field: Field) -> str:
    """What the value of this field should be; empty if it is, or if any value will do."""
    fits, wanted = TYPES.get(field.key, (None, ""))
    return wanted if fits and not fits(field.value) else ""


def meant_date(written: str) -> str:
    """The date, as 2025-10-05, that a text means which is not read as one: its day and month are
    swapped, or a month is misspelt. Empty if that is not to be known."""
    numbers = NUMBERS.search(written)
    if numbers:
        year, month, day = (int(each) for each in numbers.groups())
        return _iso(year, month, day) or _iso(year, day, month)
    spelled = LETTERS.sub(lambda word: _month(word[0]) or word[0], written)
    try:
        return f"{read_date(spelled):%Y-%m-%d}"
    except ValueError:
        return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(word: str) -> str:
    """The one month that is nearly spelled like this."""
    near = get_close_matches(word.lower(), MONTHS, n=2, cutoff=NEAR_MISS)
    return near[0] if len(near) == 1 else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit())


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, bool) or str(value).strip().lower() in ("true", "false", "yes", "no")


def _is_not_no(value: Any) -> bool:
    return str(value).strip().lower() not in ("false", "no")


def _is_words(value: Any) -> bool:
    if isinstance(value, list):
        return all(each is None or isinstance(each, str | int | float) for each in value)
    return value is None or not isinstance(value, dict)


TYPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "blogpost": (_is_not_no, "true, or left out: whatever it says, the key makes a post"),
    "draft": (_is_yes_or_no, "true or false"),
    "featured": (_is_yes_or_no, "true or false"),
    "excerpt": (_is_number, "the number of paragraphs to show, such as 1"),
    "image": (
        lambda value: _is_number(value) or names_picture(value),
        "the file of the post's own picture, such as lake.jpg, or its number in the text, such as 1",
    ),
    **dict.fromkeys(
        (*LABEL_KEYS, "blogkit_ignore"), (_is_words, "words with commas between them, or a list")
    ),
}
