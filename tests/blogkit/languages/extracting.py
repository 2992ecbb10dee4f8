"""All words for readers that templates, scripts and Python of the engine ask translations of."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.extract import extract_from_dir

import blogkit

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINE = Path(blogkit.__file__).parent
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract"), ("**.js", "javascript")]


@cache
def asked_for() -> frozenset[str | tuple[str, str]]:
    """Each message, or the two of one that has a plural."""
    return frozenset(_messages())


def _messages() -> Iterator[str | tuple[str, str]]:
    found = extract_from_dir(
        ENGINE, METHODS, keywords=KEYWORDS, directory_filter=lambda name: "__pycache__" not in name
    )
    for _file, _line, message, _comments, _context in found:
        yield message if isinstance(message, str) else (message[0], message[1])
