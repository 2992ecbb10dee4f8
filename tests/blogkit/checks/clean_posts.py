"""Posts with contents lists in which no check finds anything, in many styles, to plant faults in.

`clean_posts()` draws them. A post is made of parts, which can be replaced before it is written as
text, and it says on which lines its headings and entries stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docutils.nodes import make_id
from hypothesis import strategies as st
from myst_parser.slugs import github_slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = "---\nblogpost: true\ndate: 2026-05-01\ntags: travel\n---\n"
TITLE = "Zehn Tage unterwegs"
OTHER_BACK_LINK = "🔝 <sub>[**back to top**](#table-of-contents)</sub>"
# Each is used once in a post, alone or with another of its row, so that no two are alike.
WORDS = [
    ("Amber lanterns", "over the harbor"),
    ("Breakfast", "at Nora's corner"),
    ("Café crème", "& croissants"),
    ("Deep `git bisect`", "in the dark"),
    ("Elevators", "and why they stop"),
    ("Fähre nach Süden", "im Regen"),
    ("Gardens *of glass*", "behind walls"),
    ("How hills hum", "(a theory)"),
    ("Île flottante", "für alle"),
    ("Jazz, jam, joy", "until three"),
    ("Kites!", "from paper bags"),
    ("Long queues: a guide", "with maps"),
    ("Museum mornings", "without crowds"),
    ("Night trains 🚂", "to anywhere"),
    ("Où dormir", "loin du bruit"),
    ("Packing twice", "what I forgot"),
]


@dataclass(frozen=True)
class Part:
    """A section: the words of its heading, whether its entry is written, and what is in it."""

    words: str
    children: tuple[Part, ...] = ()
    body: str = "Some words about it."


@dataclass(frozen=True)
class Style:
    """How an author writes a contents list."""

    bullet: str = "-"
    indent: int = 4
    is_underlined: bool = True
    has_heading: bool = True
    has_title: bool = True
    has_back_links: bool = False
    lists_children: bool = True
    prefers_ids: bool = False
    is_loose: bool = False
    marks: tuple[str, str] = ("", "")
    newline: str = "\n"


@dataclass(frozen=True)
class CleanPost:
    """A post; *written* are lines of its contents list that differ from what the parts say."""

    parts: tuple[Part, ...]
    style: Style
    before_parts: str = ""
    entries: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        lines = [HEAD.rstrip("\n"), ""]
        lines += [f"# {TITLE}", ""] if self.style.has_title else []
        lines += ["A few words first.", ""]
        lines += [*self._contents(), "", *self.before_parts.splitlines(), *self._body(self.parts)]
        return self.style.newline.join("\n".join(lines).split("\n"))

    def line_of(self, text: str) -> int:
        """The number of the only line that is this, or that has this in its list entry."""
        lines = self.text.replace(self.style.newline, "\n").split("\n")
        (found,) = [at for at, line in enumerate(lines, 1) if text == line.strip()]
        return found

    def all_parts(self) -> Iterator[tuple[Part, int]]:
        """The parts in their order, with their depths."""
        for part in self.parts:
            yield part, 0
            for child in part.children:
                yield child, 1

    def heading_line(self, part: Part) -> int:
        depth = next(depth for each, depth in self.all_parts() if each is part)
        return self.line_of(f"{self._hashes(depth)} {part.words}")

    def entry_line(self, part: Part) -> int:
        return self.line_of(f"{self.style.bullet} {self.link(part)}")

    def link(self, part: Part) -> str:
        return f"[{part.words}](#{self.anchor(part)})"

    def anchor(self, part: Part) -> str:
        plain = part.words.replace("*", "").replace("`", "")
        return make_id(plain) if self.style.prefers_ids else github_slugify(plain)

    def own_entries(self) -> tuple[str, ...]:
        """The lines of the contents list, as they have to be."""
        return tuple(
            f"{' ' * self.style.indent * depth}{self.style.bullet} {self.link(part)}"
            for part, depth in self.all_parts()
            if depth == 0 or self.style.lists_children
        )

    def with_entries(self, *entries: str) -> CleanPost:
        return replace(self, entries=entries)

    def with_part(self, old: Part, new: Part) -> CleanPost:
        """The post with another part, and the entries that it has had."""
        parts = tuple(
            new
            if part is old
            else replace(
                part, children=tuple(new if each is old else each for each in part.children)
            )
            for part in self.parts
        )
        return replace(self, parts=parts, entries=self.entries or self.own_entries())

    def _contents(self) -> list[str]:
        entries = [*(self.entries or self.own_entries())]
        if self.style.is_loose:
            entries = "\n\n".join(entries).split("\n")
        begin, end = self.style.marks
        if begin:
            entries = [begin, "", *entries, "", end]
        if not self.style.has_heading:
            return entries
        heading = (
            ["Table of Contents", "-----------------"]
            if self.style.is_underlined
            else ["## Table of Contents"]
        )
        return [*heading, "", *entries]

    def _body(self, parts: tuple[Part, ...], depth: int = 0) -> Iterator[str]:
        for part in parts:
            yield from (f"{self._hashes(depth)} {part.words}", "", part.body, "")
            yield from self._body(part.children, depth + 1)
            if depth == 0 and self.style.has_back_links and self.style.has_heading:
                yield from (OTHER_BACK_LINK, "")

    def _hashes(self, depth: int) -> str:
        return "#" * (depth + 2)


STYLES = st.builds(
    Style,
    bullet=st.sampled_from("-*+"),
    indent=st.sampled_from([2, 3, 4]),
    is_underlined=st.booleans(),
    has_heading=st.booleans(),
    has_back_links=st.booleans(),
    lists_children=st.booleans(),
    prefers_ids=st.booleans(),
    is_loose=st.booleans(),
    marks=st.sampled_from(
        [
            ("", ""),
            ("<!-- toc -->", "<!-- /toc -->"),
            ("<!-- START doctoc -->", "<!-- END doctoc -->"),
        ]
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
)


@st.composite
def clean_posts(draw: st.DrawFn, styles: st.SearchStrategy[Style] = STYLES) -> CleanPost:
    """A sound post of four to seven sections, most of them with sections of their own."""
    rows = iter(draw(st.permutations(WORDS)))
    count = draw(st.integers(4, 7))
    parts: list[Part] = []
    for _ in range(count):
        children = draw(st.sampled_from([0, 2, 2, 1])) if len(parts) < 4 else 0
        words = [" ".join(next(rows)[: draw(st.sampled_from([1, 2]))]) for _ in range(children + 1)]
        parts.append(Part(words[0], tuple(Part(each) for each in words[1:])))
    return CleanPost(tuple(parts), draw(styles))
