"""Contents lists and anchors that nobody would write: no crash, and no time that explodes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.checks import check_site
from blogkit.checks.edits import text_at
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import Site, read_site

if TYPE_CHECKING:
    from pathlib import Path

NOW = read_date("2027-01-15")
MANY = 1000
PIECES = [
    *("# A\n", "## A\n", "### B *c* `d`\n", "## 2024\n", "## \n", "B\n---\n", "> ## A\n", "###\n"),
    *(
        "- [A](#a)\n",
        "    - [B](#b)\n",
        "  1. [C](#c-1)\n",
        "- [x\ny](#b-c-d)\n",
        "\t- [A](#a-1)\n",
    ),
    *(
        "> - [A](#a)\n",
        "- [](#a)\n",
        "- [A](<#a b>) more\n",
        "[r]: #a\n",
        "- [r]\n",
        "## Contents\n",
    ),
    *("(a)=\n", "(é)=\n", "<!-- toc -->\n", "<!-- /toc -->\n", "<!--\n## Z\n-->\n", "% ## Z\n"),
    *(
        "- [Z](#z)\n",
        "- <a href='#z'>Z</a>\n",
        "{ref}`a <` {doc}`/../..`\n",
        "\r\n",
        "\r",
        "\u2028",
        "\n",
    ),
    *(
        "```{note}\n",
        "```\n",
        "| [A](#q) |\n|---|\n",
        "[A](#%ff) [B](#\u0301)\n",
        "🔝",
        "\x00",
        "\ufeff",
    ),
]
BLOWN_UP = {
    "entries that lead nowhere": "".join(f"- [Entry {at}](#entry-of-{at})\n" for at in range(MANY))
    + "".join(f"\n## Section {at}\n" for at in range(MANY)),
    "entries in reverse": "".join(f"- [S {at}](#s-{at})\n" for at in reversed(range(MANY)))
    + "".join(f"\n## S {at}\n" for at in range(MANY)),
    "headings all alike": "- [A](#a)\n- [A](#a-1)\n" + "\n## A\n\n### B\n" * MANY,
    "headings that are numbers": "".join(f"\n## {at}\n" for at in range(MANY)),
    "most of it missing": "## Contents\n\n- [S 1](#s-1)\n- [S 2](#s-2)\n    - [T 1](#t-1)\n"
    + "".join(f"\n## S {at}\n\n### T {at}\n" for at in range(MANY)),
    "all below one": "## Contents\n\n- [S 0](#s-0)\n"
    + "".join(f"    - [S {at}](#s-{at})\n" for at in range(1, MANY))
    + "".join(f"\n## S {at}\n" for at in range(MANY)),
    "deep": "## Contents\n\n" + "".join(f"{'  ' * at}- [S](#s)\n" for at in range(60)) + "\n## S\n",
    "comments": "[a](#a-gone)\n" * 50 + "\n" + "<!-- ## B -->\n\n" * MANY,
    "a long line": "[a](#b) " * (10 * MANY) + "\n\n## A\n",
    "long words": f"- [{'a-' * 20000}](#{'a-' * 20000}b)\n- [B](#{'a-' * 20000}c)\n\n## {'a ' * 20000}\n",
}


def _check(text: str, root: Path) -> Site:
    (root / "post.md").write_bytes(text.encode())
    site = read_site(root, Settings(), NOW)
    for finding in check_site(site):
        source = site.documents["post"].source
        assert source
        for edit in finding.fix.edits if finding.fix else ():
            begin, end = (
                (edit.place.line, edit.place.column),
                (edit.place.end_line, edit.place.end_column),
            )
            assert (1, 1) <= begin <= end <= (len(source.lines), len(source.lines[-1]) + 1)
            text_at(edit.place, source)
    return site


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_text_is_too_strange(
    pieces: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check("".join(pieces), tmp_path_factory.mktemp("strange"))


@pytest.mark.parametrize("text", BLOWN_UP.values(), ids=BLOWN_UP)
def test_no_text_takes_forever(text: str, tmp_path: Path) -> None:
    start = time.process_time()
    _check(text, tmp_path)
    assert time.process_time() - start < 10
