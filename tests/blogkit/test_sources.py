"""Everything in a Markdown file has its place, whatever stands around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogkit.sources import VERBATIM, Place, parse_source, parser, read_front_matter
from blogkit.sources.places import split_lines

PATH = Path("post.md")
# Blocks that can hold a line of text, written with {} where it stands.
BLOCKS = [
    "{}",
    "> {}",
    "> > {}",
    "- {}",
    "1. {}",
    "- item\n\n  {}",
    "- item\n  - {}",
    "> - {}",
    "# {}",
    "## {} ##",
    "{}\n======",
    "| a | b |\n|---|---|\n| x | {} |",
    "```{{note}}\n{}\n```",
    "````{{note}} Title\n:class: x\n\n```{{tip}}\n{}\n```\n````",
    "- item\n\n  ```{{note}}\n  ---\n  class: x\n  ---\n  {}\n  ```",
    ":::{{warning}}\n{}\n:::",
    "[^note]\n\n[^note]: {}",
    "term\n: {}",
    "a line\n{}",
    "a line with two spaces  \n   {}",
    "<div>\n\n{}\n\n</div>",
]
AROUND = [
    "",
    "word ",
    "😀 ",
    "e\u0301 ",
    "*em* ",
    "`code` ",
    "a\u00a0b ",
    "日本 ",
    "\\* ",
    "&amp; ",
]
PIECES = {
    "link": ("[x](#y)", "links"),
    "titled link": ('[x y](z.md "title")', "links"),
    "image": ("![alt](p.png)", "images"),
    "linked image": ("[![alt](p.png)](z.md)", "images"),
    "comment": ("<!-- note -->", "comments"),
    "raw id": ('<a id="here">', "targets"),
}


@settings(max_examples=1000)
@given(
    block=st.sampled_from(BLOCKS),
    before=st.sampled_from(AROUND),
    after=st.sampled_from(["", " word", " 😀"]),
    lead=st.sampled_from(["", "# Title\n\n", "---\na: b\n---\n\nText.\n\n"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    bom=st.sampled_from(["", "\ufeff"]),
    piece=st.sampled_from(sorted(PIECES)),
)
def test_a_piece_is_found_where_it_stands(
    block: str, before: str, after: str, lead: str, newline: str, bom: str, piece: str
) -> None:
    written, kind = PIECES[piece]
    if not before and piece in ("comment", "raw id"):
        before = "x "  # alone on its line HTML is a block, whose place is that of its lines
    text = bom + (lead + block.format(before + written + after) + "\n").replace("\n", newline)
    source = parse_source(text, PATH)
    found = getattr(source, kind)
    assert len(found) == 1
    place = found[0].place
    wanted = "![alt](p.png)" if kind == "images" else written
    line = split_lines(text.removeprefix("\ufeff"))[place.line - 1]
    assert line[place.column - 1 : place.end_column - 1] == wanted


@given(
    text=st.text(alphabet=st.sampled_from("#[]()!<>-*`:{}|~=^$&%\\ \n\t\rax1\"'/."), max_size=200)
)
@example("---\n")
@example("```{")
@example("```{figure}")
@example("|a|\n|-|\n|[|](#x)|")
@example("<!--")
def test_any_text_is_read(text: str) -> None:
    source = parse_source(text, PATH)
    last = len(source.lines)
    for kind in (source.links, source.images, source.headings, source.comments):
        for place in (found.place for found in kind):
            assert 1 <= place.line <= last
            assert place.column >= 1


@given(text=st.text(max_size=300))
def test_any_front_matter_is_read(text: str) -> None:
    front_matter = read_front_matter(f"---\n{text}\n---\n")
    if front_matter.problem:
        assert front_matter.problem.place.line >= 1
    for field in front_matter.fields:
        assert field.place.line >= 2


def test_several_on_one_line_and_in_one_row() -> None:
    text = "[a](#1) ![b](2) [c](#3)\n\n| x | y |\n|---|---|\n| [a](#1) | [a](#1) |\n"
    source = parse_source(text, PATH)
    assert [(link.place.line, link.place.column) for link in source.links] == [
        *((1, 1), (1, 17)),
        *((5, 3), (5, 13)),
    ]


def test_a_reference_link_is_where_it_is_used() -> None:
    source = parse_source("# A\n\nSee [this][ref].\n\n[ref]: other.md#part\n", PATH)
    assert source.links[0].target == "other.md#part"
    assert source.links[0].place == Place(3, 5, 3, 16)


def test_headings_get_the_anchors_that_readers_get() -> None:
    source = parse_source("# Q & A\n\n## Same\n\n## Same\n\n## 🎉\n\n## Ünï `code`\n", PATH)
    assert [heading.anchor for heading in source.headings] == [
        "q--a",
        "same",
        "same-1",
        "",
        "ünï-code",
    ]
    assert {"q-a", "uni-code"} <= source.anchors


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("# T\n\n## Contents\n\n- [A](#a)\n    - [B](#b)\n\n## A\n\n### B\n", ["#a", "#b"]),
        ("# T\n\n- [A](#a)\n- [B](#b)\n\n## A\n\n## B\n", ["#a", "#b"]),
        ("Inhalt\n------\n\n1. [A](#a)\n2. [B](#b)\n\n## A\n", ["#a", "#b"]),
        ("# T\n\n- [A](#a)\n\n## A\n\n- [A](#a)\n- [T](#t)\n", []),
        ("# T\n\n- [A](a.md)\n- [B](b.md)\n\n## A\n", []),
        ("# T\n\n[A](#a) and [B](#b)\n\n## A\n", []),
    ],
)
def test_a_contents_list_is_recognised(text: str, entries: list[str]) -> None:
    assert [link.target for link in parse_source(text, PATH).contents] == entries


def test_prose_is_what_readers_read_in_its_columns() -> None:
    text = (
        "# A `b` c\n\n> See `x` and <b>z</b> [l *k*](u_(v) 't') <https://q.org>\n> ![alt](p.jpg)\n\n"
        "    code\n\n| a | b |\n|---|---|\n| [k][l] | w |\n\n[l]: http://z\n"
    )
    source = parse_source(text, PATH)
    shown = [line.replace(VERBATIM, "_").rstrip() for line in source.prose]
    assert shown[:11] == [
        "  A ___ c",
        "",
        "  See ___ and ___z____ [l *k*____________ _______________",
        "  ![alt________",
        "",
        "",
        "",
        "  a   b",
        "",
        "  [k____   w",
        "",
    ]
    assert [len(line) for line in source.prose] == [len(line) for line in source.lines]
    assert [block.kind.value for block in source.blocks] == ["heading", "paragraph", *["cell"] * 4]


def test_what_stands_in_raw_html_is_found_there() -> None:
    text = '<div>\n  <a\n   href="#caf%C3%A9">x</a></div>\n\n<!-- a\n--> <!-- b -->\n'
    source = parse_source(text, PATH)
    assert [(each.target, each.place) for each in source.links] == [("#café", Place(2, 3, 3, 22))]
    assert [each.place for each in source.comments] == [Place(5, 1, 6, 4), Place(6, 5, 6, 15)]


def test_roles_that_lead_somewhere_are_links() -> None:
    text = "- {ref}`there` {doc}`It <a/b>` {ref}`!no` {code}`x`\n"
    links = parse_source(text, PATH).links
    assert [(each.role, each.target, each.text, each.place) for each in links] == [
        ("ref", "there", "", Place(1, 3, 1, 15)),
        ("doc", "a/b", "It", Place(1, 16, 1, 31)),
    ]


def test_a_heading_is_a_section_unless_something_is_around_it() -> None:
    text = "# A\n\n> ## B\n\n- ## C\n\n```{note}\n## D\n```\n\n## E\n"
    headings = parse_source(text, PATH).headings
    assert [each.text for each in headings if not each.enclosed] == ["A", "E"]


pieces = st.sampled_from(
    [
        "# Title\n\n",
        "[a]: b.md\n\n",
        "[a]\n\n",
        "x[^1]\n\n",
        "[^1]: y\n\n",
        "(name)=\n\n",
        "```{note}\n[a]\n\n[c]: d\n```\n\n",
        "- [ ] task\n\n",
        "{#id}\nwords\n\n",
        "---\nmyst:\n  enable_extensions: [colon_fence]\n---\n",
        ":::{note}\n[a](b)\n:::\n\n",
        "$x$ (eq)\n\n",
    ]
)
files = st.lists(pieces, max_size=5).map("".join)


@given(st.lists(files, min_size=2, max_size=4))
def test_what_one_file_says_is_not_known_in_the_next(texts: list[str]) -> None:
    read = [parse_source(text, Path("a.md")) for text in texts]
    for text, source in zip(texts, read, strict=True):
        parser._last.clear()
        assert parse_source(text, Path("a.md")) == source
