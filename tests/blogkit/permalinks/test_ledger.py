"""The ledger's file: small, sorted, mergeable, and refused where it cannot be relied on."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.permalinks.ledger import Ledger, LedgerError, read_ledger, written
from blogkit.permalinks.sketch import likeness, sketch

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://blog.example.org"
words = st.text('abc日é"\\\n #', min_size=1, max_size=8)
addresses = st.builds(lambda page, anchor: f"/{page}#{anchor}", words, words)
values = st.sampled_from(["", "^", "-", "~0123456789abcdef"])


def _read(path: Path, *lines: str, base: str = BASE) -> Ledger:
    text = "".join(f"\n,{line}" for line in lines)
    path.write_text(f'{{"blog_baseurl": "{BASE}"{text}\n}}\n', encoding="utf-8")
    return read_ledger(path, base)


@given(st.dictionaries(addresses, values))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, links: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "permalinks.json"
    path.write_text(written(Ledger(BASE, links)), encoding="utf-8")
    assert read_ledger(path, BASE).links == links


def test_an_address_stands_before_its_anchors_one_on_each_line() -> None:
    links = {"/b.html": "", "/a.html#b": "", "/a.html": "", "/a.html#a": "", "/a-b.html": ""}
    keys = [line.split('"')[1] for line in written(Ledger(BASE, links)).splitlines()[1:-1]]
    assert keys == ["/a-b.html", "/a.html", "/a.html#a", "/a.html#b", "/b.html"]


def test_two_branches_that_add_lines_are_merged(tmp_path: Path) -> None:
    versions = {
        "base": {"/b.html": "", "/d.html": "", "/f.html": ""},
        "ours": {"/a.html": "", "/b.html": "", "/d.html": "", "/f.html": ""},
        "theirs": {"/b.html": "", "/d.html": "", "/f.html": "", "/g.html": ""},
    }
    for name, links in versions.items():
        (tmp_path / name).write_text(written(Ledger(BASE, links)), encoding="utf-8")
    subprocess.run(["git", "merge-file", "ours", "base", "theirs"], cwd=tmp_path, check=True)
    assert len(read_ledger(tmp_path / "ours", BASE).links) == 5


def test_chains_lead_to_their_end(tmp_path: Path) -> None:
    found = _read(
        tmp_path / "permalinks.json",
        '"/a.html": "/b.html"',
        '"/b.html": "/c.html"',
        '"/c.html": ""',
        '"/c.html#x": "#y"',
        '"/c.html#y": "#z"',
        '"/d.html": "/e.html"',
        '"/e.html": "-"',
    )
    assert found.links["/a.html"] == found.links["/b.html"] == "/c.html"
    assert found.links["/c.html#x"] == "#z"
    assert found.links["/d.html"] == "-"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (('"/a.html": "/a.html"',), "permalinks.json:2:1: '/a.html' leads in a circle"),
        (('"/a.html": "/b.html"', '"/b.html": "/a.html"'), "leads in a circle, by '/"),
        (('"/a.html#x": "#y"', '"/a.html#y": "#x"'), "leads in a circle"),
        (('"/a.html": "b.html"',), "permalinks.json:2:1: '/a.html': 'b.html' means nothing"),
        (('"a.html": ""',), "'a.html': '' means nothing"),
        (('"/a.html": 1',), "something in it is no text"),
        (("<<<<<<< HEAD", '"/a.html": ""'), "permalinks.json:2:2: two versions meet here"),
        (('"/a.html" ""',), "permalinks.json:2:12: this is no JSON"),
    ],
)
def test_what_cannot_be_relied_on_is_refused(
    tmp_path: Path, lines: tuple[str, ...], told: str
) -> None:
    with pytest.raises(LedgerError) as error:
        _read(tmp_path / "permalinks.json", *lines)
    assert told in str(error.value)


@pytest.mark.parametrize("text", ["", "[]", "3", '{"/a.html": ""}'])
def test_so_is_what_is_no_ledger_at_all(tmp_path: Path, text: str) -> None:
    path = tmp_path / "permalinks.json"
    path.write_text(text)
    with pytest.raises(LedgerError):
        read_ledger(path, BASE)


def test_another_blog_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "permalinks.json"
    assert _read(path, '"/a.html": ""', base="https://other.example.org").links == {}
    assert _read(path, '"/a.html": ""', base=f"{BASE}/").links == {"/a.html": ""}


STORY = (
    "We walked along the quay before anyone else was awake, and the boats were still asleep. "
    "Lunch was soup, bread, and a very good story that somebody told at the next table. "
)


def test_a_text_is_known_again_after_an_edit_and_others_are_not() -> None:
    edited = STORY.replace("soup", "fish")
    other = "Nothing prepared me for so many bicycles in one place, nor for the rain that came."
    assert likeness(sketch(STORY), sketch(edited)) >= 0.5
    assert likeness(sketch(STORY), sketch(other)) <= 0.25
    assert sketch("too short to tell") == ""
