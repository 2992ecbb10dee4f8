"""Whatever a file holds, the checks come to an end, in a time that grows no faster than its size."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.checks import check_site
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import Site, read_site

if TYPE_CHECKING:
    from pathlib import Path

NOW = read_date("2027-01-15")
LONGEST_SECONDS = 120  # where the time grew with the square of the size, it would be an hour
HOSTILE = {
    "quotes": ">" * 20_000,
    "lists": "".join(" " * (2 * depth) + "- x\n" for depth in range(1000)),
    "brackets": "[" * 60_000,
    "ends of links": "](x" * 30_000,
    "pictures without an end": "![a](" * 20_000,
    "backticks": " ".join("`" * length for length in range(1, 500)),
    "emphasis": "*a _b " * 20_000,
    "tags": "<a " * 30_000,
    "comments": "<!--" * 30_000,
    "comments in a block": "\n\n<!--x" * 10_000,
    "roles": "{a}`" * 20_000,
    "directives": "".join("`" * (1000 - depth) + "{note}\n" for depth in range(900)),
    "a paragraph of links": "[a](#b)\n" * 20_000,
    "headings": "".join(f"## h{number % 50}\n\n" for number in range(5000)),
    "a wide table": "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|[x](#y)" * 2000 + "|\n",
    "entries": "# T\n\n## Contents\n\n" + "".join(f"- [a{n}](#a{n})\n" for n in range(3000)),
    "front matter": "---\na: " + "[" * 3000 + "\n---\n",
    "anchors in front matter": "---\na: &a [x]\nb: [*a, *a]\nc: {d: *a}\n---\n",
    "doubled words": "the the " * 30_000,
    "one long word": "a" * 1_000_000,
    "mojibake": "ðŸ˜€ Ã© â€™ " * 10_000,
    "marks": "e" + "\u0301" * 100_000,
    "invisible": "a\u200b" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_survived(name: str, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(HOSTILE[name] + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "blogkit", "check", "post.md"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=LONGEST_SECONDS,
    )
    assert done.returncode in (0, 1), done.stderr
    assert not done.stderr


def _site(root: Path, files: dict[str, bytes]) -> Site:
    for name, data in files.items():
        (root / name).write_bytes(data)
    return read_site(root, Settings(), NOW)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *(
                "# ",
                "## ",
                "- ",
                "> ",
                "1. ",
                "    ",
                "\t",
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "\f",
                "\x00",
            ),
            *(
                "```{note}\n",
                "```\n",
                ":::{figure} a.png\n",
                ":::\n",
                "---\n",
                "[a](#b)",
                "[x]: y\n",
            ),
            *("![](a.png)", "![a](<a b.png>)", "<a href='x'>", "<!-- ", "-->", "% c", "(t)=\n"),
            *(
                "{ref}`a`",
                "$x$",
                "`c`",
                "| a | b |\n|---|---|\n",
                "[^n]",
                "[^n]: note",
                "\\",
                "&amp;",
            ),
            *("the the ", "ðŸ˜€", "Ã©", "\ufeff", "\u202e", "\ufffd", "😀", "é", "ﬀ", "İ"),
            *("blogpost: true\n", "date: 2026-01-01\n", "date: nonsense\n", "tags: a,,b\n"),
        ]
    )
    | st.text(max_size=8),
    max_size=40,
).map("".join)


@given(MARKDOWN, MARKDOWN)
def test_any_text_is_checked(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str
) -> None:
    root = tmp_path_factory.mktemp("blog")
    files = {"a.md": first.encode(), "b.md": second.encode(errors="replace")}
    for finding in check_site(_site(root, files)):
        lines = finding.path.read_bytes().decode("utf-8-sig", errors="replace")
        assert 1 <= finding.place.line <= lines.count("\n") + lines.count("\r") + 1
        assert finding.place.column >= 1
        assert "\n" not in finding.message


@given(st.binary(max_size=60))
def test_any_bytes_are_checked(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    check_site(_site(tmp_path_factory.mktemp("blog"), {"a.md": data}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("word " * 2_100_000, "larger than any text"),
        (HOSTILE["directives"], "nested too deeply"),
    ],
    ids=["too large", "too deep"],
)
def test_what_is_too_much_is_left_out_and_told(text: str, reason: str, tmp_path: Path) -> None:
    found = check_site(_site(tmp_path, {"a.md": text.encode(), "b.md": b"# B\n"}))
    assert [(each.name, each.path.name) for each in found] == [("unreadable-text", "a.md")]
    assert reason in found[0].message


def test_what_lies_outside_of_the_blog_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mine")
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "link.png").symlink_to(tmp_path / "secret.txt")
    (blog / "a.md").write_text("# A\n\n![x y](../secret.txt) ![x y](link.png)\n")
    before = _names(tmp_path)
    found = check_site(read_site(blog, Settings(), NOW))
    assert {each.path.parent for each in found} <= {blog}
    assert _names(tmp_path) == before


def _names(folder: Path) -> set[str]:
    return {
        os.path.join(where, name)  # noqa: PTH118 - as text
        for where, folders, files in os.walk(folder)
        for name in (*folders, *files)
    }
