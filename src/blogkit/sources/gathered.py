"""What a walk over a Markdown file has found so far."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils.nodes import fully_normalize_name, make_id

from blogkit.sources.contents import contents_list
from blogkit.sources.html_pieces import HtmlPieces, Piece
from blogkit.sources.model import (
    Block,
    Comment,
    Directive,
    Heading,
    Image,
    Link,
    Source,
    Target,
)
from blogkit.sources.places import Place
from blogkit.sources.readable import Slugged, readable_anchors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from blogkit.sources.front_matter import FrontMatter

INSTRUCTION = "blogkit:"  # a comment that begins so is meant for this program
RST_TARGET = re.compile(
    r"^[ \t]*(?:\.\. _`?([^:`\n]+)`?:|:name:[ \t]+(\S.*?))[ \t]*$", re.MULTILINE
)
PICTURE_DIRECTIVES = frozenset({"image", "figure"})


class Gathered:
    """The parts of a Source, in the order in which they were found."""

    def __init__(self, lines: list[str], *, takes_html_images: bool) -> None:
        self._lines = lines
        self._takes_html_images = takes_html_images
        self._html_ids: set[str] = set()
        self.ids: set[str] = set()  # docutils' of the headings
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.comments: list[Comment] = []
        self.instructions: list[Comment] = []
        self.directives: list[Directive] = []
        self.targets: list[Target] = []
        self.blocks: list[Block] = []
        self.verbatim: list[Place] = []
        self.html: list[Place] = []

    def source(self, path: Path, front_matter: FrontMatter) -> Source:
        """All of it, as a value."""
        self._name_headings()
        return Source(
            path=path,
            lines=tuple(self._lines),
            front_matter=front_matter,
            headings=tuple(self.headings),
            links=tuple(self.links),
            images=tuple(self.images),
            comments=tuple(self.comments),
            directives=tuple(self.directives),
            targets=tuple(self.targets),
            anchors=frozenset(self._anchors()),
            contents=contents_list(self.headings, self.links),
            html_ids=frozenset(self._html_ids),
            blocks=tuple(self.blocks),
            verbatim=tuple(self.verbatim),
            instructions=tuple(self.instructions),
            html=tuple(self.html),
        )

    def _name_headings(self) -> None:
        """Give the headings of sections their readable anchors."""
        slugged = {
            at: Slugged(each.level, each.slug, each.anchor)
            for at, each in enumerate(self.headings)
            if not each.enclosed
        }
        for at, name in zip(slugged, readable_anchors([*slugged.values()]), strict=True):
            self.headings[at] = replace(self.headings[at], readable=name)

    def _anchors(self) -> set[str]:
        """GitHub's, docutils' and the readable form of each heading; each target by name and id."""
        anchors = {each for heading in self.headings for each in (heading.anchor, heading.readable)}
        anchors.update(self.ids)
        for target in self.targets:
            anchors.update((target.name, make_id(fully_normalize_name(target.name))))
        return anchors - {""}

    def take_html(
        self, text: str, place: Place, locate: Callable[[Piece], Place] | None = None
    ) -> None:
        """What raw HTML at *place* holds. *locate* finds links and comments more exactly."""
        find = locate or (lambda _: place)
        html = HtmlPieces()
        html.feed(text)
        html.close()
        self.targets.extend(Target(name, place) for name in html.ids)
        self._html_ids.update(html.ids)
        self.links.extend(Link(unquote(each.value), "", find(each)) for each in html.links)
        if self._takes_html_images:
            self.images.extend(
                Image(unquote(src), alt, decorative, place) for src, alt, decorative in html.images
            )
        for comment in html.comments:
            self.take_comment(comment.value, find(comment))

    def take_directive(self, directive: Directive) -> None:
        """A directive, and the picture or the name that it brings."""
        self.directives.append(directive)
        if "name" in directive.options:
            self.targets.append(Target(directive.options["name"], directive.place))
        if directive.name in PICTURE_DIRECTIVES:
            self._take_picture(directive)

    def take_names_in_rst(self, text: str, place: Place) -> None:
        """The names that can be linked to in the reStructuredText of a directive at *place*."""
        names = (target or name for target, name in RST_TARGET.findall(text))
        self.targets.extend(Target(name, place) for name in names)

    def _take_picture(self, directive: Directive) -> None:
        decorative = "decorative" in directive.options.get("class", "").split()
        alt = directive.options.get("alt", "").strip()
        target = unquote("".join(directive.argument.split()))  # as docutils reads an address
        self.images.append(Image(target, alt, decorative, directive.place))

    def take_toctree(self, body: str, first: int, *, has_patterns: bool) -> None:
        """The entries in the text of a `{toctree}`, which begins behind line *first*."""
        for number, entry in enumerate(body.split("\n"), first + 1):
            written = entry.strip()
            if not written or written == "self" or (has_patterns and set(written) & set("*?[")):
                continue
            text, _, target = written.rpartition("<")
            target = target.removesuffix(">").strip() if text else written
            place = Place.of_line(number, self._lines[number - 1])
            self.links.append(Link(target, text.strip(), place, in_toctree=True))

    def take_line_comment(self, content: str, begin: int) -> None:
        """Lines from line *begin* on are one comment, but each instruction is one of its own."""
        private: dict[int, str] = {}
        for number, text in enumerate(content.split("\n"), begin):
            if text.lstrip().startswith(INSTRUCTION):
                self.take_comment(text, Place.of_line(number, self._lines[number - 1]))
            else:
                private[number] = text
        if private:
            start, last = min(private), max(private)
            column = Place.of_line(start, self._lines[start - 1]).column
            place = Place(start, column, last, len(self._lines[last - 1]) + 1)
            self.take_comment("\n".join(private.values()), place)

    def take_comment(self, text: str, place: Place) -> None:
        """A comment of the author's, or one for this program."""
        is_instruction = text.lstrip().startswith(INSTRUCTION)
        (self.instructions if is_instruction else self.comments).append(Comment(text, place))
