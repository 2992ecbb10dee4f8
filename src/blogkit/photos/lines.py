"""Pictures in lines under one another, as authors write them, with captions between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_BREAKS = ("<br>", "<br/>", "<br />")


@dataclass(frozen=True)
class Shot:
    """A picture, perhaps in a link of the author's, and what stands below it."""

    picture: nodes.Element
    caption: tuple[nodes.Node, ...] = ()

    @property
    def image(self) -> nodes.image:
        """The picture itself."""
        return next(self.picture.findall(nodes.image))


@dataclass(frozen=True)
class Run:
    """The pictures of a paragraph; *before* is the text above the first of them."""

    before: tuple[nodes.Node, ...]
    shots: tuple[Shot, ...]


def run_of(paragraph: nodes.Element) -> Run | None:
    """The pictures of a paragraph that is lines of pictures, each perhaps with a caption below.

    None for any other: text with a picture in its midst, or between two lines of text, of which
    nobody knows whether the second is a caption.
    """
    lines = [line for line in _lines(paragraph.children) if _is_shown(line)]
    first = next((at for at, line in enumerate(lines) if _is_pictures(line)), None)
    if first is None:
        return None
    before, rest = lines[:first], lines[first:]
    if any(_has_picture(line) and not _is_pictures(line) for line in lines):
        return None
    if before and not all(map(_is_pictures, rest)):
        return None
    return Run(tuple(_joined(before)), tuple(_shots(rest)))


def is_picture(node: nodes.Node) -> bool:
    """Whether it is a picture, or a link around nothing else."""
    if isinstance(node, nodes.reference):
        return len(node) == 1 and isinstance(node[0], nodes.image)
    return isinstance(node, nodes.image)


def _lines(children: Sequence[nodes.Node]) -> Iterator[list[nodes.Node]]:
    line: list[nodes.Node] = []
    for child in children:
        if _is_break(child):
            yield line
            line = []
        elif isinstance(child, nodes.Text):
            first, *others = child.astext().split("\n")
            line.append(nodes.Text(first))
            for text in others:
                yield line
                line = [nodes.Text(text)]
        elif not (isinstance(child, nodes.raw) and child.get("format") == "latex"):
            line.append(child)
    yield line


def _is_break(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and node.astext().strip().lower() in LINE_BREAKS


def _is_shown(line: list[nodes.Node]) -> bool:
    return any(is_picture(node) or node.astext().strip() for node in line)


def _is_pictures(line: list[nodes.Node]) -> bool:
    return _has_picture(line) and all(
        is_picture(node) or not node.astext().strip() for node in line
    )


def _has_picture(line: list[nodes.Node]) -> bool:
    return any(is_picture(node) or any(node.findall(nodes.image)) for node in line)


def _shots(lines: list[list[nodes.Node]]) -> Iterator[Shot]:
    """Each picture; the lines of text after a line of pictures belong to the last of them."""
    for at, line in enumerate(lines):
        if not _is_pictures(line):
            continue
        *others, last = (node for node in line if is_picture(node))
        yield from (Shot(each) for each in others if isinstance(each, nodes.Element))
        end = next((to for to in range(at + 1, len(lines)) if _is_pictures(lines[to])), len(lines))
        if isinstance(last, nodes.Element):
            yield Shot(last, tuple(_joined(lines[at + 1 : end])))


def _joined(lines: list[list[nodes.Node]]) -> Iterator[nodes.Node]:
    for number, line in enumerate(lines):
        if number:
            yield nodes.Text("\n")
        yield from line
