"""The head of a directive: name, argument and options, and where its text begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from blogkit.sources.front_matter import VALUE_ERRORS
from blogkit.sources.model import Directive

if TYPE_CHECKING:
    from blogkit.sources.places import Place

HEAD = re.compile(r"\{(?P<name>[\w:.+-]+)\}\s*(?P<argument>.*)")

# Directives whose text is Markdown. The text of any other may as well be code.
HOLDS_MARKDOWN = {
    *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note"),
    *("seealso", "tip", "todo", "warning", "versionadded", "versionchanged", "deprecated"),
    *("centered", "class", "compound", "container", "div", "epigraph", "figure", "glossary"),
    *("highlights", "hlist", "list-table", "only", "pull-quote", "sidebar", "table", "topic"),
    *("post", "update"),  # ABlog's
    *("button-link", "button-ref", "card", "card-carousel", "dropdown", "grid", "grid-item"),
    *("grid-item-card", "tab-item", "tab-set"),  # sphinx-design's
    *("aside", "details", "gallery", "margin"),
}


def read_directive(info: str, content: str, place: Place) -> tuple[Directive, str, int] | None:
    """Read a fence with the given *info* string; None if it is no directive but code.

    Returns the directive, the text in it, and the number of lines of *content* before that text.
    Options stand between two lines of `---`, or on lines that begin with a colon.
    """
    head = HEAD.match(info.strip())
    if head is None:
        return None
    lines = content.removesuffix("\n").split("\n")
    block, used = _option_lines(lines)
    directive = Directive(head["name"], head["argument"].strip(), _options(block), place)
    return directive, "\n".join(lines[used:]), used


def _option_lines(lines: list[str]) -> tuple[list[str], int]:
    if lines[0].startswith("---"):
        end = next((at for at, line in enumerate(lines[1:], 1) if line.startswith("---")), None)
        return ([], 0) if end is None else (lines[1:end], end + 1)
    used = 0
    while used < len(lines) and lines[used].lstrip().startswith(":"):
        used += 1
    return [line.lstrip()[1:] for line in lines[:used]], used


def _options(block: list[str]) -> dict[str, str]:
    """Options as text: `yaml.BaseLoader` makes nothing of `yes`, `1` or a date."""
    try:
        values = yaml.load("\n".join(block), Loader=yaml.BaseLoader)  # noqa: S506 - makes text only
    except VALUE_ERRORS:
        values = None
    if not isinstance(values, dict):
        values = dict(_split_option(line) for line in block)
    return {str(key): "" if value is None else str(value) for key, value in values.items()}


def _split_option(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()
