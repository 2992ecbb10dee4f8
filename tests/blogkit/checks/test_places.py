"""A fault is told at its line and column, whatever stands around it in the file."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from blogkit.sources import Place
from blogkit.sources.places import split_lines
from tests.blogkit.checks.mending import found_in

if TYPE_CHECKING:
    from pathlib import Path

# Each fault, and the check that finds it; @ stands where it is put.
FAULTS = {
    "mojibake": "nÃ¤h",
    "lossy-mojibake": "ğŸ”",
    "broken-anchor": "[there](#gone)",
    "missing-image": "![a cake](gone.jpg)",
    "invisible-character": "a\u200bb",
    "doubled-word": "into into",
}
# Which part of the fault is told of: from its first character to its last, exclusive.
PARTS = {"mojibake": (1, 3), "invisible-character": (1, 2)}
AROUND = {
    "paragraph": "A word @ and one.",
    "second line of a paragraph": "One line,\n  then @ there.",
    "tab": "Tab\there @.",
    "emoji": "😀👩‍👩‍👧 @ 🔝",
    "combining characters": "cafe\u0301 e\u0301\u0323 @ u\u0308.",
    "wide and right-to-left letters": "日本 שלום @.",
    "emphasis": "*one* **two @ three** `four`",
    "code before it": "`nÃ¤h` @",
    "heading": "## About @ there",
    "setext heading": "About @ there\n---",
    "list": "- one\n- two @",
    "nested list": "- one\n    - two\n        - three @",
    "numbered list": "1. one\n\n   two @",
    "quote": "> one\n> two @",
    "quote in a list": "- one\n\n  > > two @",
    "table": "| a | b |\n|---|---|\n| c | d @ e |",
    "third cell with an escape": "| a | b | c |\n|---|---|---|\n| x \\| y | b | @ |",
    "directive": "```{note}\n@\n```",
    "directive with options": "````{note} Title\n:class: tip\n\n```{tip}\n- one @\n```\n````",
    "colon fence": ":::{warning}\none\ntwo @\n:::",
    "footnote": "A note[^1].\n\n[^1]: It says @ there.",
    "definition": "Term\n: It is @.",
    "beside HTML": "<sub>x</sub> @ <b>y</b>",
    "behind a comment": "<!-- one\ntwo -->\n\nthree @",
    "behind code": "```python\n# nÃ¤h\n```\n\n@",
}
SILENT = ("wide and right-to-left letters", "invisible-character")  # which these scripts need
CONF = "---\nmyst:\n  enable_extensions: [colon_fence, deflist]\n---\n\n"
# What stands before a text and between its lines makes no difference to where anything is.
FORMS = {
    "LF": ("", "\n"),
    "CR": ("", "\r"),
    "BOM and CRLF": ("\ufeff", "\r\n"),
}


@pytest.mark.parametrize(
    ("around", "name", "form"),
    [
        (around, name, form)
        for around, name, form in product(AROUND, FAULTS, FORMS)
        if form == "LF" or name in ("mojibake", "missing-image")
        if (around, name) != SILENT
    ],
)
def test_place(around: str, name: str, form: str, tmp_path: Path) -> None:
    before, newline = FORMS[form]
    template = f"{CONF}# Title\n\n{AROUND[around]}\n\nThe end.\n"
    text = before + template.replace("@", FAULTS[name]).replace("\n", newline)
    places = [each.place for each in found_in(text, tmp_path, [name])]
    assert places == [_expected(template, name)]
    line = split_lines(text.removeprefix("\ufeff"))[places[0].line - 1]
    start, end = PARTS.get(name, (0, len(FAULTS[name])))
    assert line[places[0].column - 1 : places[0].end_column - 1] == FAULTS[name][start:end]


def _expected(template: str, name: str) -> Place:
    head = template[: template.index("@")].split("\n")
    start, end = PARTS.get(name, (0, len(FAULTS[name])))
    column = len(head[-1]) + 1
    return Place(len(head), column + start, len(head), column + end)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\ntitle: A dÃ¤y\n---\n", Place(2, 11, 2, 13)),
        ("```{note} Title dÃ¤y\nx\n```\n", Place(1, 18, 1, 20)),
        ("```{figure} x.png\n:alt: A dÃ¤y\n\nx\n```\n", Place(2, 10, 2, 12)),
        ("<p>\n\t<b>dÃ¤y</b></p>\n", Place(2, 6, 2, 8)),
        ("![A dÃ¤y](x.png)\n", Place(1, 6, 1, 8)),
        ("[A dÃ¤y](x.md 'dÃ¤y') <b title='dÃ¤y'>\n", Place(1, 5, 1, 7)),
    ],
)
def test_place_outside_of_prose(text: str, place: Place, tmp_path: Path) -> None:
    assert [each.place for each in found_in(text, tmp_path, ["mojibake"])] == [place]


@pytest.mark.parametrize(
    "text", ["", "\n", "\r", "\ufeff", "---", "---\n---", "\x00", "\ufeff\n\n"]
)
def test_next_to_nothing(text: str, tmp_path: Path) -> None:
    names = {each.name for each in found_in(text, tmp_path)}
    assert names <= {"unreadable-text"}
