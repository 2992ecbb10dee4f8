"""Texts that nobody would write: no check falls over them, or takes long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogkit.checks import RULES, check_site
from blogkit.checks.rules import unreadable_text
from blogkit.checks.secrets import secrets_in
from blogkit.documents import read_document
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.checks.finding import Finding

NOW = read_date("2027-01-15")
FRONT = "---\nblogpost: true\ntags: a,\n---\n"
PIECES = [
    *(
        "# Ä 2023\n",
        "## x\n",
        "#### X\n",
        "x\n---\n",
        "[a](#x)\n",
        "- [b](#x)\n",
        "    - [c](#y)\n",
    ),
    *("![](x-2025/a.jpg)\n", "<!-- A b c d. -->\n", "<!--", "-->", "% ## B\n", "> ", "\t", "\n\n"),
    *(
        "```{note}\n",
        "```\n",
        "😀",
        "e\u0301",
        "\u2028",
        "\x0c",
        "\r\n",
        "\r",
        "Note: x\n",
        "Ǆ ",
        "İ",
    ),
    *("https://2025.x.org/a ", "---\n", "date: 2023-31-05\n", "title: a: b\n", "tags: [a, A]\n"),
]
LONG = {
    "headings": "# T\n" + "## A b\n## a B\n" * 400,
    "nested": "# T\n" + "- [A](#a)\n    - [B](#b)\n" * 300 + "## B\n## A\n" * 300,
    "brackets": "# T\n\n## A\n" + "[" * 20000 + "(#",
    "comments": "<!-- A\n" * 2000,
    "wrapped": "<!--\n"
    + ("A word and another word and another, and so on and on\n" * 2000)
    + "-->",
    "line": "x" * 300_000 + "\n",
    "links": "# A post 2023\n" + "https://2025.post.org/" * 5000,
    "stars": "# T\n\n## A\n\n" + "* " * 20000,
    "dashes": "# T\n\n## A\n\n" + "<br/>" * 20000 + "x",
}


def _found(text: str, path: Path) -> list[Finding]:
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    document = read_document("post", path, Settings(), matched=True)
    return check_site(Site(path.parent, Settings(), NOW, {"post": document}))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.booleans())
def test_any_text(tmp_path_factory: pytest.TempPathFactory, pieces: list[str], front: bool) -> None:
    folder = tmp_path_factory.mktemp("blog")
    text = FRONT * front + "".join(pieces)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in _found(text, folder / "post.md"):
        edits = finding.fix.edits if finding.fix else ()
        for place in (finding.place, *(edit.place for edit in edits)):
            assert 1 <= place.line <= len(lines) + 1
            assert place.line > len(lines) or place.column <= len(lines[place.line - 1]) + 1
        assert "\n" not in finding.message


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_take_no_time(text: str, tmp_path: Path) -> None:
    """Beyond their parse, which is MyST's."""
    path = tmp_path / "post.md"
    path.write_text(text, encoding="utf-8")
    document = read_document("post", path, Settings(), matched=True)
    site = Site(tmp_path, Settings(), NOW, {"post": document})
    assert document.source
    for rule in RULES:
        for kind, answerer in getattr(rule, "ANSWERERS", {}).items():
            site.answer_by(kind, lambda *about, ask=answerer: ask(site, *about))
        begin = time.process_time()
        list(rule.check(document, site))
        assert time.process_time() - begin < 1, rule.NAME


@pytest.mark.parametrize(
    "piece", ["eyJ", "sk-", "SG.", "://", "key=", "ghp_", "://a:", "AKIA", "A="]
)
def test_many_hints_take_no_time(piece: str) -> None:
    begin = time.process_time()
    secrets_in(piece * 50_000)
    secrets_in(f"{piece}\n" * 50_000)
    assert time.process_time() - begin < 2


def test_of_what_is_printable_one_sign_alone_is_unreadable() -> None:
    printable = "".join(filter(str.isprintable, map(chr, range(0x110000))))
    assert unreadable_text.ANY.findall(printable) == [unreadable_text.LOST_SIGN]
