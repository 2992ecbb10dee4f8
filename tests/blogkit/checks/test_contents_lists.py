"""One fault planted in a sound post is told once, in its place; after its fix nothing is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from docutils.nodes import make_id
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from myst_parser.slugs import github_slugify

from blogkit.checks import check_site
from blogkit.checks.finding import Severity
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import read_site
from tests.blogkit.checks.clean_posts import STYLES, CleanPost, clean_posts

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogkit.checks.finding import Edit, Finding

NOW = read_date("2027-01-15")
FEW = settings(max_examples=25)
DRAW = st.data()
NESTED = STYLES.filter(lambda style: style.lists_children)


@dataclass(frozen=True)
class Planted:
    """A post with a fault, and the check and the line that tell of it."""

    post: CleanPost
    name: str
    line: int


def _found(text: str) -> list[Finding]:
    """Faults; not that a comment is held back."""
    with TemporaryDirectory() as folder:
        Path(folder, "post.md").write_bytes(text.encode())
        found = check_site(read_site(Path(folder), Settings(), NOW))
    return [each for each in found if each.severity is not Severity.INFO]


def _applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text after edits, written as simply as can be: the engine's own way is tested elsewhere."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines) + 1)]
    text = "\n".join(lines)
    for edit in sorted(edits, key=lambda each: each.place, reverse=True):
        start = starts[edit.place.line - 1] + edit.place.column - 1
        end = starts[edit.place.end_line - 1] + edit.place.end_column - 1
        text = text[:start] + edit.text + text[end:]
    return text.replace("\n", newline)


@FEW
@given(post=clean_posts())
def test_a_clean_post_is_clean(post: CleanPost) -> None:
    assert _found(post.text) == []


def _left_out(post: CleanPost, data: st.DataObject) -> Planted:
    """An entry is missing; not the first with others below it, which would become code."""
    entries = [*post.own_entries()]
    listed = [part for part, depth in post.all_parts() if depth == 0 or post.style.lists_children]
    assume(len(entries) > 2)
    start = 1 if listed[0].children and post.style.lists_children else 0
    at = data.draw(st.integers(start, len(entries) - 1))
    del entries[at]
    children = [each for part in post.parts for each in part.children]
    parents = [part for part in post.parts if part.children]
    if any(each is listed[at] for each in children):
        assume(len(parents) > 1 or len(children) > 1)
    planted = post.with_entries(*entries)
    return Planted(planted, "toc-missing-heading", planted.heading_line(listed[at]))


def _misspelt(post: CleanPost, data: st.DataObject) -> Planted:
    part = data.draw(st.sampled_from(post.parts))
    anchor = post.anchor(part)
    at = data.draw(st.integers(0, len(anchor) - 2))
    before, one, two, after = anchor[:at], anchor[at], anchor[at + 1], anchor[at + 2 :]
    slips = (before + two + one + after, before + two + after, before + one + one + two + after)
    wrong = data.draw(st.sampled_from(slips))
    assume(wrong not in (anchor, github_slugify(part.words), make_id(part.words)))
    written = f"(#{wrong})"
    entries = (each.replace(f"(#{anchor})", written) for each in post.own_entries())
    planted = post.with_entries(*entries)
    return Planted(planted, "broken-anchor", post.entry_line(part))


def _commented_out(post: CleanPost, data: st.DataObject) -> Planted:
    leaves = [each for each in post.parts if not each.children]
    assume(leaves)
    part = data.draw(st.sampled_from(leaves))
    comment = f"<!--\n## {part.words}\n\nLater.\n-->"
    rest = tuple(each for each in post.parts if each is not part)
    planted = replace(post, parts=rest, entries=post.own_entries(), before_parts=comment + "\n\n")
    return Planted(planted, "commented-out-target", post.entry_line(part))


def _renamed(post: CleanPost, data: st.DataObject) -> Planted:
    part = data.draw(st.sampled_from([each for each, _ in post.all_parts()]))
    assume(post.style.lists_children or part in post.parts)
    words = data.draw(st.sampled_from(["Something quite different", f"{part.words} once more"]))
    planted = post.with_part(part, replace(part, words=words))
    return Planted(planted, "renamed-target", post.entry_line(part))


def _swapped(post: CleanPost, data: st.DataObject) -> Planted:
    at = data.draw(st.integers(0, len(post.parts) - 2))
    parts = [*post.parts]
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    other = replace(post, parts=tuple(parts))
    planted = post.with_entries(*other.own_entries())
    return Planted(planted, "toc-order", other.entry_line(parts[at]))


def _reworded(post: CleanPost, data: st.DataObject) -> Planted:
    part = data.draw(st.sampled_from(post.parts))
    entries = (
        each.replace(post.link(part), f"[Something else](#{post.anchor(part)})")
        for each in post.own_entries()
    )
    planted = post.with_entries(*entries)
    return Planted(planted, "toc-text-differs", post.entry_line(part))


def _misplaced(post: CleanPost, data: st.DataObject) -> Planted:
    """The last entry below one is put at the top."""
    assume(len([each for part in post.parts for each in part.children]) > 1)
    part = data.draw(st.sampled_from([each for each in post.parts if each.children]))
    child = part.children[-1]
    entries = (each.strip() if post.link(child) in each else each for each in post.own_entries())
    planted = post.with_entries(*entries)
    return Planted(planted, "toc-nesting", post.entry_line(child))


def _repeated(post: CleanPost, data: st.DataObject) -> Planted:
    parents = [each for each in post.parts if each.children]
    assume(len(parents) > 1)
    first, second = parents[0].children[0], parents[1].children[0]
    entries = (
        each.replace(post.link(second), f"[{first.words}](#{post.anchor(first)}-1)")
        for each in post.own_entries()
    )
    again = replace(second, words=first.words)
    planted = post.with_entries(*entries).with_part(second, again)
    lines = planted.text.splitlines()
    heading = f"### {first.words}"
    line = [at for at, each in enumerate(lines, 1) if each == heading][1]
    return Planted(planted, "duplicate-heading", line)


def _numbered(post: CleanPost, data: st.DataObject) -> Planted:
    part = data.draw(st.sampled_from(post.parts))
    planted = post.with_part(part, replace(part, words="2024"))
    planted = planted.with_entries(
        *(each.replace(post.link(part), "[2024](#2024)") for each in post.own_entries())
    )
    number = next(each for each in planted.parts if each.words == "2024")
    return Planted(planted, "unstable-anchor", planted.heading_line(number))


PLANTS = {
    "an entry left out": (_left_out, STYLES),
    "an anchor misspelt": (_misspelt, STYLES),
    "a heading commented out": (_commented_out, STYLES),
    "a heading renamed": (_renamed, STYLES),
    "two entries swapped": (_swapped, STYLES),
    "an entry with other words": (_reworded, STYLES),
    "an entry at the top": (_misplaced, NESTED),
    "two headings alike": (_repeated, NESTED.filter(lambda style: not style.prefers_ids)),
    "a heading that is a number": (_numbered, STYLES.filter(lambda style: not style.prefers_ids)),
}


@pytest.mark.parametrize(("plant", "styles"), PLANTS.values(), ids=PLANTS)
def test_a_planted_fault_is_told_once_and_can_be_mended(
    plant: Callable[[CleanPost, st.DataObject], Planted], styles: st.SearchStrategy[object]
) -> None:
    @FEW
    @given(post=clean_posts(styles), data=DRAW)  # type: ignore[arg-type]
    def plant_and_mend(post: CleanPost, data: st.DataObject) -> None:
        planted = plant(post, data)
        text = planted.post.text
        found = _found(text)
        assert [(each.name, each.place.line) for each in found] == [(planted.name, planted.line)]
        fix = found[0].fix
        assert fix is not None
        is_generated = bool(post.style.marks[0]) and planted.name.startswith("toc-")
        assert fix.safe == (is_generated or planted.name == "unstable-anchor")
        assert _found(_applied(text, fix.edits)) == []

    plant_and_mend()
