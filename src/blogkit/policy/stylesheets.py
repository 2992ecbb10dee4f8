"""Which addresses a stylesheet loads from, as CSS has them: `url(…)` and `@import`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOADS = re.compile(r"url\(|@import", re.IGNORECASE)


@lru_cache(maxsize=1024)
def addresses_in(style: str) -> tuple[tuple[str, bool], ...]:
    """The addresses, each with whether it is that of another stylesheet."""
    if not LOADS.search(style):  # as nearly all, and CSS is slow to take apart
        return ()
    return tuple(_addresses(tinycss2.parse_component_value_list(style, skip_comments=True)))


def addresses_in_file(path: Path, folder: Path) -> tuple[tuple[str, bool], ...]:
    """The same of a file, and of the files of *folder* that it imports by relative addresses."""
    found: dict[tuple[str, bool], None] = {}
    waiting, read = [path], set()
    while waiting:
        file = waiting.pop().resolve()
        if file in read or not file.is_file() or not file.is_relative_to(folder.resolve()):
            continue
        read.add(file)
        each_file = addresses_in(file.read_text(encoding="utf-8", errors="replace"))
        found |= dict.fromkeys(each_file)
        waiting += [
            file.parent / address
            for address, is_sheet in each_file
            if is_sheet and "\0" not in address
        ]
    return tuple(found)


def _addresses(tokens: list[Any]) -> Iterator[tuple[str, bool]]:
    is_import = False
    for token in tokens:
        written = _address(token, is_import=is_import)
        if written:
            yield written, is_import
        elif token.type in ("function", "{} block", "() block", "[] block"):
            yield from _addresses(token.arguments if token.type == "function" else token.content)
        if token.type == "at-keyword":
            is_import = token.lower_value == "import"
        elif token.type != "whitespace":
            is_import = False


def _address(token: Any, *, is_import: bool) -> str:
    if token.type == "url" or (is_import and token.type == "string"):
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return next((str(each.value) for each in token.arguments if each.type == "string"), "")
    return ""
