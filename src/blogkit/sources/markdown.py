"""From the text of a Markdown file to a Source, by the parser that the build uses.

The text inside a directive is parsed again, as MyST does it when it renders; text that no
reader sees as Markdown (code, math, reStructuredText) is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils.nodes import fully_normalize_name, make_id
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig, merge_file_level
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.slugs import github_slugify, unique_slug

from blogkit.sources.contents import contents_list
from blogkit.sources.directive import HOLDS_MARKDOWN, read_directive
from blogkit.sources.front_matter import FrontMatter, read_front_matter
from blogkit.sources.html_pieces import HtmlPieces, Piece
from blogkit.sources.model import (
    EXTERNAL,
    Block,
    BlockKind,
    Comment,
    Directive,
    Heading,
    Image,
    Link,
    Source,
    Target,
)
from blogkit.sources.places import SPAN, BlockText, Place, remember_spans, split_lines
from blogkit.sources.roles import role_links

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

RUNNING_TEXT = frozenset({"paragraph", "heading", "blockquote"})  # blocks that enclose no text
LIST_ENDS = ("list_open", "list_close")
PLACED = frozenset(
    {"html_inline", "image", "link_open", "myst_role"}
)  # inline tokens that are looked into
LEADING = frozenset({"image", "link_open"})  # somewhere: their addresses are no words
BLOCK_KINDS = {
    "heading_open": BlockKind.HEADING,
    "td_open": BlockKind.CELL,
    "th_open": BlockKind.CELL,
}
VERBATIM = frozenset({"code_inline", "html_inline", "math_inline", "myst_role"})
TAIL = re.compile(r"\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\]\[[^\]]*\]")  # of a link
MOST_LEVELS = 50  # of directives in directives: the text of each is read once for every level
INSTRUCTION = "blogkit:"  # a comment that begins so is meant for this program
RST_TARGET = re.compile(
    r"^[ \t]*(?:\.\. _`?([^:`\n]+)`?:|:name:[ \t]+(\S.*?))[ \t]*$", re.MULTILINE
)
PICTURE_DIRECTIVES = frozenset({"image", "figure"})


class TooDeepError(Exception):
    """Directives stand within directives to a depth that no author means."""


def parse_source(text: str, path: Path, config: MdParserConfig | None = None) -> Source:
    """Read *text*, the contents of the file *path*, with MyST's settings *config*.

    What cannot be understood is text, as it is for the build. Raises `TooDeepError`.
    """
    text = text.removeprefix("\ufeff")
    front_matter = read_front_matter(text)
    config = _with_file_settings(config or MdParserConfig(heading_anchors=6), front_matter)
    parser = create_md_parser(config, RendererHTML)
    remember_spans(parser)
    reading = _Reading(parser, split_lines(text), config)
    reading.read(text, first=0)
    return reading.source(path, front_matter)


def _with_file_settings(config: MdParserConfig, front_matter: FrontMatter) -> MdParserConfig:
    """MyST lets a file change its settings, by the key `myst` of its front matter."""
    if not front_matter.is_sound or "myst" not in front_matter.values():
        return config
    return merge_file_level(config, front_matter.values(), lambda *_: None)


class _Reading:
    """One walk over the tokens of a file, gathering as it goes."""

    def __init__(self, parser: MarkdownIt, lines: list[str], config: MdParserConfig) -> None:
        self._parser = parser
        self._lines = lines
        self._config = config
        self._env: dict[str, Any] = {}
        self._slugs: set[str] = set()
        self._ids: set[str] = set()
        self._html_ids: set[str] = set()
        self._depth = 0
        self._list_depth = 0
        self._enclosing = 0  # blocks around the text that is read
        self._cell_begin: int | None = None  # in a row of a table, where to look on
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
        self._block_kind = BlockKind.PARAGRAPH
        self._handlers: dict[str, Callable[[Token, int], None]] = {
            "colon_fence": self._fence,
            "fence": self._fence,
            "html_block": self._html_block,
            "inline": self._inline,
            "math_block_label": self._math_label,
            "math_inline_double": self._math_label,
            "myst_line_comment": self._line_comment,
            "myst_target": self._myst_target,
        }

    def read(self, text: str, first: int) -> None:
        """Walk over *text*, whose first line is line *first* (0-based) of the file."""
        self._depth += 1
        if self._depth > MOST_LEVELS:
            raise TooDeepError
        tokens = self._parser.parse(text + "\n", self._env)
        for index, token in enumerate(tokens):
            if token.nesting > 0:
                self._block_kind = BLOCK_KINDS.get(token.type, BlockKind.PARAGRAPH)
            self._list_depth += token.nesting if token.type.endswith(LIST_ENDS) else 0
            if token.nesting and token.type.rpartition("_")[0] not in RUNNING_TEXT:
                self._enclosing += token.nesting
            if token.tag == "tr":
                self._cell_begin = 0 if token.nesting > 0 else None
            self._attribute_id(token, first)
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], first)
            handler = self._handlers.get(token.type)
            if handler:
                handler(token, first)
        self._depth -= 1

    def source(self, path: Path, front_matter: FrontMatter) -> Source:
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

    def _anchors(self) -> set[str]:
        """GitHub's and docutils' form of each heading, and each target by name and by id."""
        anchors = {heading.anchor for heading in self.headings}
        anchors.update(self._ids)
        for target in self.targets:
            anchors.update((target.name, make_id(fully_normalize_name(target.name))))
        return anchors - {""}

    def _heading(self, token: Token, inline: Token, first: int) -> None:
        level = int(token.tag[1:])
        children = inline.children or []
        text = "".join(each.content for each in children if each.type in ("text", "code_inline"))
        plain_id = make_id("".join(each.content for each in children))
        self._ids.add(plain_id)
        slug = self._slug(text) if level <= self._config.heading_anchors else ""
        anchor = unique_slug(slug, self._slugs) if slug else ""
        self._slugs.add(anchor)
        enclosed = token.level > 0 or first > 0
        place = self._line_place(token, first)
        self.headings.append(Heading(text, level, anchor, place, enclosed, slug, plain_id))

    def _slug(self, text: str) -> str:
        slugify = self._config.heading_slug_func or github_slugify
        return slugify(text)

    def _inline(self, token: Token, first: int) -> None:
        line = first + (token.map or [0])[0]
        block = BlockText(token.content, self._lines, line, self._cell_begin)
        if self._cell_begin is not None:
            self._cell_begin = block.place(0, len(token.content)).end_column - 1
        enclosed = self._enclosing > 0 or first > 0
        self.blocks.append(Block(self._block_kind, block.line_places(), enclosed=enclosed))
        for index, child in enumerate(token.children or []):
            self._verbatim(child, token.content, block)
            if child.type not in PLACED and "id" not in child.attrs:
                continue
            span = child.meta.get(SPAN)
            place = block.place(*span) if span else self._line_place(token, first)
            if "id" in child.attrs:
                self.targets.append(Target(str(child.attrs["id"]), place))
            if child.type == "link_open":
                self._link(token.children or [], index, place)
            elif child.type == "image":
                self._image(child, place)
            elif child.type == "html_inline":
                self._html(child.content, place)
            elif child.type == "myst_role":
                self.links.extend(role_links(child, place))

    def _verbatim(self, child: Token, content: str, block: BlockText) -> None:
        span = child.meta.get(SPAN)
        if span is None:
            return
        start, end = span
        if child.type in LEADING and child.info != "auto":
            tails = [*TAIL.finditer(content, start, end)]
            start = tails[-1].start() if tails and tails[-1].end() == end else end
        elif child.type not in VERBATIM | LEADING:
            return
        if start < end:
            self.verbatim.append(block.place(start, end))

    def _link(self, tokens: Sequence[Token], begin: int, place: Place) -> None:
        end = begin + 1
        while end < len(tokens) and tokens[end].type != "link_close":
            end += 1
        text = "".join(each.content for each in tokens[begin + 1 : end])
        target = unquote(str(tokens[begin].attrs.get("href", "")))
        is_external = "external" in str(tokens[begin].attrs.get("class", "")).split()
        role = EXTERNAL if is_external else ""
        self.links.append(Link(target, text, place, list_depth=self._list_depth, role=role))

    def _image(self, token: Token, place: Place) -> None:
        alt = self._parser.renderer.renderInlineAsText(  # type: ignore[attr-defined]
            token.children or [], self._parser.options, self._env
        )
        classes = str(token.attrs.get("class", "")).split()
        target = unquote(str(token.attrs.get("src", "")))
        self.images.append(Image(target, alt.strip(), "decorative" in classes, place))

    def _html_block(self, token: Token, first: int) -> None:
        start, end = token.map or [0, 1]
        place = self._line_place(token, first)
        last = min(first + end, len(self._lines)) - 1
        place = Place(place.line, place.column, last + 1, len(self._lines[last]) + 1)
        text = "\n".join(self._lines[first + start : first + end])
        self._html(text, place, lambda piece: piece.place.below(first + start))
        self.html.append(place)

    def _html(
        self, text: str, place: Place, locate: Callable[[Piece], Place] | None = None
    ) -> None:
        """Take what HTML at *place* holds. *locate* finds links and comments more exactly."""
        find = locate or (lambda _: place)
        html = HtmlPieces()
        html.feed(text)
        html.close()
        self.targets.extend(Target(name, place) for name in html.ids)
        self._html_ids.update(html.ids)
        self.links.extend(Link(unquote(each.value), "", find(each)) for each in html.links)
        if "html_image" in self._config.enable_extensions:
            self.images.extend(
                Image(unquote(src), alt, decorative, place) for src, alt, decorative in html.images
            )
        for comment in html.comments:
            self._comment(comment.value, find(comment))

    def _fence(self, token: Token, first: int) -> None:
        line = first + (token.map or [0])[0]
        found = read_directive(
            token.info, token.content, Place.of_line(line + 1, self._lines[line])
        )
        if found is None:
            return
        directive, body, offset = found
        self.directives.append(directive)
        if "name" in directive.options:
            self.targets.append(Target(directive.options["name"], directive.place))
        if directive.name in PICTURE_DIRECTIVES:
            self._picture_directive(directive)
        if directive.name == "toctree":
            self._toctree(body, line + 1 + offset, has_patterns="glob" in directive.options)
        elif directive.name == "eval-rst":
            names = (target or name for target, name in RST_TARGET.findall(body))
            self.targets.extend(Target(name, directive.place) for name in names)
        elif directive.name in HOLDS_MARKDOWN:
            self.read(body, line + 1 + offset)

    def _picture_directive(self, directive: Directive) -> None:
        decorative = "decorative" in directive.options.get("class", "").split()
        alt = directive.options.get("alt", "").strip()
        target = unquote("".join(directive.argument.split()))  # as docutils reads an address
        self.images.append(Image(target, alt, decorative, directive.place))

    def _toctree(self, body: str, first: int, *, has_patterns: bool) -> None:
        for number, entry in enumerate(body.split("\n"), first + 1):
            written = entry.strip()
            if not written or written == "self" or (has_patterns and set(written) & set("*?[")):
                continue
            text, _, target = written.rpartition("<")
            target = target.removesuffix(">").strip() if text else written
            place = Place.of_line(number, self._lines[number - 1])
            self.links.append(Link(target, text.strip(), place, in_toctree=True))

    def _math_label(self, token: Token, first: int) -> None:
        if token.info:
            self.targets.append(Target(f"equation-{token.info}", self._line_place(token, first)))
            self.targets.append(Target(token.info, self._line_place(token, first)))

    def _line_comment(self, token: Token, first: int) -> None:
        """Lines that follow each other are one comment, but each instruction is one of its own."""
        begin = self._line_place(token, first).line
        private: dict[int, str] = {}
        for number, text in enumerate(token.content.split("\n"), begin):
            if text.lstrip().startswith(INSTRUCTION):
                self._comment(text, Place.of_line(number, self._lines[number - 1]))
            else:
                private[number] = text
        if private:
            start, last = min(private), max(private)
            column = Place.of_line(start, self._lines[start - 1]).column
            place = Place(start, column, last, len(self._lines[last - 1]) + 1)
            self._comment("\n".join(private.values()), place)

    def _comment(self, text: str, place: Place) -> None:
        is_instruction = text.lstrip().startswith(INSTRUCTION)
        (self.instructions if is_instruction else self.comments).append(Comment(text, place))

    def _myst_target(self, token: Token, first: int) -> None:
        self.targets.append(Target(token.content, self._line_place(token, first)))

    def _attribute_id(self, token: Token, first: int) -> None:
        if token.nesting >= 0 and token.type != "inline" and "id" in token.attrs:
            self.targets.append(Target(str(token.attrs["id"]), self._line_place(token, first)))

    def _line_place(self, token: Token, first: int) -> Place:
        line = min(first + (token.map or [0])[0], len(self._lines) - 1)
        return Place.of_line(line + 1, self._lines[line])
