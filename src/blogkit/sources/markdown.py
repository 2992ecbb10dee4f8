"""From the text of a Markdown file to a Source, by the parser that the build uses.

The text inside a directive is parsed again, as MyST does it when it renders; text that no
reader sees as Markdown (code, math, reStructuredText) is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils.nodes import make_id
from myst_parser.config.main import MdParserConfig, merge_file_level
from myst_parser.slugs import github_slugify, unique_slug

from blogkit.sources.directive import HOLDS_MARKDOWN, read_directive
from blogkit.sources.front_matter import FrontMatter, read_front_matter
from blogkit.sources.gathered import Gathered
from blogkit.sources.model import (
    EXTERNAL,
    Block,
    BlockKind,
    Heading,
    Image,
    Link,
    Source,
    Target,
)
from blogkit.sources.parser import parser_for
from blogkit.sources.places import SPAN, BlockText, Place, split_lines
from blogkit.sources.roles import role_links

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    Keep = Callable[[MdParserConfig, str, list[Token], dict[str, Any]], None]

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".myst"})
RUNNING_TEXT = frozenset({"paragraph", "heading", "blockquote"})  # blocks that enclose no text
LIST_ENDS = ("list_open", "list_close")
# Inline tokens that are looked into.
PLACED = frozenset({"html_inline", "image", "link_open", "myst_role"})
LEADING = frozenset({"image", "link_open"})  # somewhere: their addresses are no words
BLOCK_KINDS = {
    "heading_open": BlockKind.HEADING,
    "td_open": BlockKind.CELL,
    "th_open": BlockKind.CELL,
}
VERBATIM = frozenset({"code_inline", "html_inline", "math_inline", "myst_role"})
TAIL = re.compile(r"\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\]\[[^\]]*\]")  # of a link
MOST_LEVELS = 50  # of directives in directives: the text of each is read once for every level


class TooDeepError(Exception):
    """Directives stand within directives to a depth that no author means."""


def parse_source(
    text: str, path: Path, config: MdParserConfig | None = None, keep: Keep | None = None
) -> Source:
    """Read *text*, the contents of the file *path*, with MyST's settings *config*.

    What cannot be understood is text, as it is for the build. *keep* is shown the settings and the
    text as the build will have them, and what the parser made of it. Raises `TooDeepError`.
    """
    text = text.removeprefix("\ufeff")
    front_matter = read_front_matter(text)
    config = _with_file_settings(config or MdParserConfig(heading_anchors=6), front_matter)
    env: dict[str, Any] = {}
    lines, parser = split_lines(text), parser_for(config)
    text = "\n".join(lines)
    tokens = parser.parse(text, env)
    if keep:
        keep(config, text, tokens, env)
    reading = _Reading(parser, lines, config, env)
    reading.walk(tokens, first=0)
    return reading.found.source(path, front_matter)


def _with_file_settings(config: MdParserConfig, front_matter: FrontMatter) -> MdParserConfig:
    """MyST lets a file change its settings, by the key `myst` of its front matter."""
    if not front_matter.is_sound or "myst" not in front_matter.values():
        return config
    return merge_file_level(config, front_matter.values(), lambda *_: None)


class _Reading:
    """One walk over the tokens of a file, gathering as it goes."""

    def __init__(
        self, parser: MarkdownIt, lines: list[str], config: MdParserConfig, env: dict[str, Any]
    ) -> None:
        self._parser = parser
        self._lines = lines
        self._config = config
        self._env = env
        self._slugs: set[str] = set()
        has_html_images = "html_image" in config.enable_extensions
        self.found = Gathered(lines, takes_html_images=has_html_images)
        self._depth = 1
        self._list_depth = 0
        self._enclosing = 0  # blocks around the text that is read
        self._cell_begin: int | None = None  # in a row of a table, where to look on
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

    def _read(self, text: str, first: int) -> None:
        """Walk over *text*, whose first line is line *first* (0-based) of the file."""
        self._depth += 1
        if self._depth > MOST_LEVELS:
            raise TooDeepError
        self.walk(self._parser.parse(text + "\n", self._env), first)
        self._depth -= 1

    def walk(self, tokens: Sequence[Token], first: int) -> None:
        """Walk over the tokens of a text whose first line is line *first* (0-based) of the file."""
        for index, token in enumerate(tokens):
            if token.nesting:
                self._enter_or_leave(token)
            if token.attrs:
                self._attribute_id(token, first)
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], first)
            handler = self._handlers.get(token.type)
            if handler:
                handler(token, first)

    def _enter_or_leave(self, token: Token) -> None:
        if token.nesting > 0:
            self._block_kind = BLOCK_KINDS.get(token.type, BlockKind.PARAGRAPH)
        if token.type.endswith(LIST_ENDS):
            self._list_depth += token.nesting
        if token.type.rpartition("_")[0] not in RUNNING_TEXT:
            self._enclosing += token.nesting
        if token.tag == "tr":
            self._cell_begin = 0 if token.nesting > 0 else None

    def _heading(self, token: Token, inline: Token, first: int) -> None:
        level = int(token.tag[1:])
        children = inline.children or []
        text = "".join(each.content for each in children if each.type in ("text", "code_inline"))
        plain_id = make_id("".join(each.content for each in children))
        self.found.ids.add(plain_id)
        slug = self._slug(text) if level <= self._config.heading_anchors else ""
        anchor = unique_slug(slug, self._slugs) if slug else ""
        self._slugs.add(anchor)
        enclosed = token.level > 0 or first > 0
        place = self._line_place(token, first)
        self.found.headings.append(Heading(text, level, anchor, place, enclosed, slug, plain_id))

    def _slug(self, text: str) -> str:
        slugify = self._config.heading_slug_func or github_slugify
        return slugify(text)

    def _inline(self, token: Token, first: int) -> None:
        line = first + (token.map or [0])[0]
        block = BlockText(token.content, self._lines, line, self._cell_begin)
        if self._cell_begin is not None:
            self._cell_begin = block.place(0, len(token.content)).end_column - 1
        enclosed = self._enclosing > 0 or first > 0
        self.found.blocks.append(Block(self._block_kind, block.line_places(), enclosed=enclosed))
        for index, child in enumerate(token.children or []):
            if not child.meta and not child.attrs and child.type not in PLACED:
                continue
            self._verbatim(child, token.content, block)
            if child.type not in PLACED and "id" not in child.attrs:
                continue
            span = child.meta.get(SPAN)
            place = block.place(*span) if span else self._line_place(token, first)
            if "id" in child.attrs:
                self.found.targets.append(Target(str(child.attrs["id"]), place))
            if child.type == "link_open":
                self._link(token.children or [], index, place)
            elif child.type == "image":
                self._image(child, place)
            elif child.type == "html_inline":
                self.found.take_html(child.content, place)
            elif child.type == "myst_role":
                self.found.links.extend(role_links(child, place))

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
            self.found.verbatim.append(block.place(start, end))

    def _link(self, tokens: Sequence[Token], begin: int, place: Place) -> None:
        end = begin + 1
        while end < len(tokens) and tokens[end].type != "link_close":
            end += 1
        text = "".join(each.content for each in tokens[begin + 1 : end])
        target = unquote(str(tokens[begin].attrs.get("href", "")))
        is_external = "external" in str(tokens[begin].attrs.get("class", "")).split()
        role = EXTERNAL if is_external else ""
        self.found.links.append(Link(target, text, place, list_depth=self._list_depth, role=role))

    def _image(self, token: Token, place: Place) -> None:
        alt = self._parser.renderer.renderInlineAsText(  # type: ignore[attr-defined]
            token.children or [], self._parser.options, self._env
        )
        classes = str(token.attrs.get("class", "")).split()
        target = unquote(str(token.attrs.get("src", "")))
        self.found.images.append(Image(target, alt.strip(), "decorative" in classes, place))

    def _html_block(self, token: Token, first: int) -> None:
        start, end = token.map or [0, 1]
        place = self._line_place(token, first)
        last = min(first + end, len(self._lines)) - 1
        place = Place(place.line, place.column, last + 1, len(self._lines[last]) + 1)
        text = "\n".join(self._lines[first + start : first + end])
        self.found.take_html(text, place, lambda piece: piece.place.below(first + start))
        self.found.html.append(place)

    def _fence(self, token: Token, first: int) -> None:
        line = first + (token.map or [0])[0]
        found = read_directive(
            token.info, token.content, Place.of_line(line + 1, self._lines[line])
        )
        if found is None:
            return
        directive, body, offset = found
        self.found.take_directive(directive)
        if directive.name == "toctree":
            self.found.take_toctree(
                body, line + 1 + offset, has_patterns="glob" in directive.options
            )
        elif directive.name == "eval-rst":
            self.found.take_names_in_rst(body, directive.place)
        elif directive.name in HOLDS_MARKDOWN:
            self._read(body, line + 1 + offset)

    def _math_label(self, token: Token, first: int) -> None:
        if token.info:
            self.found.targets.append(
                Target(f"equation-{token.info}", self._line_place(token, first))
            )
            self.found.targets.append(Target(token.info, self._line_place(token, first)))

    def _line_comment(self, token: Token, first: int) -> None:
        self.found.take_line_comment(token.content, self._line_place(token, first).line)

    def _myst_target(self, token: Token, first: int) -> None:
        self.found.targets.append(Target(token.content, self._line_place(token, first)))

    def _attribute_id(self, token: Token, first: int) -> None:
        if token.nesting >= 0 and token.type != "inline" and "id" in token.attrs:
            self.found.targets.append(
                Target(str(token.attrs["id"]), self._line_place(token, first))
            )

    def _line_place(self, token: Token, first: int) -> Place:
        line = min(first + (token.map or [0])[0], len(self._lines) - 1)
        return Place.of_line(line + 1, self._lines[line])
