"""What a Markdown source holds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from blogkit.sources.front_matter import FrontMatter
    from blogkit.sources.places import Place


VERBATIM = "\ufffc"  # Unicode's stand-in for an object within text


class BlockKind(Enum):
    """What a stretch of running text is part of."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"


@dataclass(frozen=True)
class Block:
    """Running text that readers take in at one go: one place for each of its lines.

    It is *enclosed* if it stands in a list, a table, a note, or in the text of any directive.
    """

    kind: BlockKind
    lines: tuple[Place, ...]
    enclosed: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; *anchor* is its *slug*, with a number if an earlier heading has the same one.

    *plain_id* is docutils' id, without such a number. All three are empty where there is none.
    One that is *enclosed* in a list, a quotation or a directive begins no section. *readable* is
    the anchor that lasts longest: of a slug that an earlier heading has, with the parent's before.
    """

    text: str
    level: int
    anchor: str
    place: Place
    enclosed: bool = False
    slug: str = ""
    plain_id: str = ""
    readable: str = ""


EXTERNAL = "external"


@dataclass(frozen=True)
class Link:
    """A link, or an entry of a `{toctree}` (*in_toctree*).

    *list_depth* counts the lists around it. *role* is `ref` or `doc` where such a role is the link;
    its target is then a label, or the name of a document. It is `EXTERNAL` where the author says
    that the address is none of the blog's (`{.external}`, of which MyST makes no reference).
    """

    target: str
    text: str
    place: Place
    in_toctree: bool = False
    list_depth: int = 0
    role: str = ""


@dataclass(frozen=True)
class Image:
    """A picture; *target* as written, percent-decoded."""

    target: str
    alt: str
    decorative: bool
    place: Place


@dataclass(frozen=True)
class Comment:
    """An HTML or MyST comment, without its marks."""

    text: str
    place: Place


@dataclass(frozen=True)
class Directive:
    """A directive: its argument, and its options as text."""

    name: str
    argument: str
    options: dict[str, str]
    place: Place


@dataclass(frozen=True)
class Target:
    """Something that can be linked to and is no heading: `(name)=`, `{#id}`, an HTML id."""

    name: str
    place: Place


@dataclass(frozen=True)
class Source:
    """A Markdown file, read once.

    *anchors* are all fragments that lead to something on the page: slugs, docutils' ids of the
    same headings, and targets. *contents* are the links of the author's own contents list.
    *html_ids* are those of the anchors that raw HTML brings. *verbatim* is what stands inside
    *blocks* and is not read as words: code, formulas, roles, HTML tags, addresses.
    *instructions* are comments meant for this program: `blogkit: …`. *html* are the blocks of raw
    HTML, comments among them.
    """

    path: Path
    lines: tuple[str, ...]
    front_matter: FrontMatter
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    comments: tuple[Comment, ...] = ()
    directives: tuple[Directive, ...] = ()
    targets: tuple[Target, ...] = ()
    anchors: frozenset[str] = frozenset()
    contents: tuple[Link, ...] = ()
    html_ids: frozenset[str] = frozenset()
    blocks: tuple[Block, ...] = ()
    verbatim: tuple[Place, ...] = ()
    instructions: tuple[Comment, ...] = ()

    def __hash__(self) -> int:
        """So that what is found out about a source can be kept; its directives have no hash."""
        return hash((self.path, self.lines))

    html: tuple[Place, ...] = ()

    @cached_property
    def prose(self) -> tuple[str, ...]:
        """The lines, with only the words that readers read: all else is spaces, and what is
        verbatim is `VERBATIM` for each character, so that columns are those of the file."""
        lines = [" " * len(line) for line in self.lines]
        for place in (each for block in self.blocks for each in block.lines):
            _put(lines, place.line, place, self.lines[place.line - 1])
        for place in self.verbatim:
            for number in range(place.line, place.end_line + 1):
                _put(lines, number, place, VERBATIM * len(lines[number - 1]))
        return tuple(lines)

    @cached_property
    def dead_fragments(self) -> frozenset[str]:
        """Where links to this page lead in vain, unless another page has such a target."""
        fragments = (link.target[1:] for link in self.links if link.target.startswith("#"))
        return frozenset(fragments) - self.anchors

    @property
    def contents_places(self) -> frozenset[Place]:
        """Where the links of the contents list and the entries of toctrees stand."""
        in_toctrees = (link for link in self.links if link.in_toctree)
        return frozenset(link.place for link in (*self.contents, *in_toctrees))


def _put(lines: list[str], number: int, place: Place, text: str) -> None:
    """Let the part of line *number* that lies within *place* be that of *text*."""
    line = lines[number - 1]
    start = place.column - 1 if number == place.line else 0
    end = place.end_column - 1 if number == place.end_line else len(line)
    lines[number - 1] = line[:start] + text[start:end] + line[end:]
