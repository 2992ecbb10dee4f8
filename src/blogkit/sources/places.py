"""Where something stands in a file, found from what the Markdown parser leaves of it.

markdown-it gives lines to blocks and nothing to what stands inside them. Its inline rules are
therefore wrapped so that each link, image and comment remembers its offset in the text of its
block, and the block's text is looked up again in the lines it was cut from.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    InlineRule = Callable[[StateInline, bool], bool]

SPAN = "blogkit_span"
PLACED_RULES = (
    *("autolink", "backticks", "footnote_ref", "html_inline", "image", "link", "linkify"),
    *("math_inline", "myst_role", "substitution_inline"),
)


class Place(NamedTuple):
    """A stretch of a file: 1-based lines and columns in code points, the end exclusive."""

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    @classmethod
    def of_line(cls, number: int, text: str) -> Place:
        """The visible part of one line."""
        start = len(text) - len(text.lstrip()) + 1
        return cls(number, start, number, max(start, len(text.rstrip()) + 1))

    def below(self, lines: int) -> Place:
        """The same place in a text that has so many *lines* more before it."""
        return Place(self.line + lines, self.column, self.end_line + lines, self.end_column)


def split_lines(text: str) -> list[str]:
    """The lines as markdown-it counts them: ended by LF, CRLF or CR and by nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def remember_spans(parser: MarkdownIt) -> None:
    """Make the inline rules of *parser* note in each token's meta what it was read from."""
    for rule in parser.inline.ruler.__rules__:
        if rule.name in PLACED_RULES:
            parser.inline.ruler.at(rule.name, _noting_its_span(rule.fn))


def _noting_its_span(rule: InlineRule) -> InlineRule:
    def noting_rule(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            _note_span(state.tokens[before:], start, state.pos)
        return matched

    return noting_rule


def _note_span(tokens: Sequence[Token], start: int, end: int) -> None:
    """The first token that is not text is the rule's own: text before it was only pending."""
    for token in tokens:
        if token.type != "text":
            token.meta = {**token.meta, SPAN: (start, end)}
            return


class BlockText:
    """The text of a block with inline content, and where each of its lines stands in the file.

    *lines* are the file's lines, *first* the 0-based line on which the block begins. The cells of
    a table share their line: each begins *after* the 0-based column at which the last one ended.
    """

    def __init__(
        self, content: str, lines: Sequence[str], first: int, after: int | None = None
    ) -> None:
        self._starts: list[tuple[int, int, int]] = []
        offset, texts = 0, content.split("\n")
        for index, text in enumerate(texts):
            number = min(first + index, len(lines) - 1)
            column = _column_of(text, lines[number], after)
            self._starts.append((offset, number, column))
            offset += len(text) + 1
        self._lengths = [*map(len, texts)]
        self._lines = lines

    def place(self, start: int, end: int) -> Place:
        """The place of the content from offset *start* to offset *end*."""
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Place(line, column, end_line, end_column)

    def line_places(self) -> tuple[Place, ...]:
        """The place of each of its lines, with the hard spaces at their ends: the parser strips
        them from a block, and each may be the last byte of a garbled letter."""
        return tuple(map(self._line_place, self._starts, self._lengths))

    def _line_place(self, start: tuple[int, int, int], length: int) -> Place:
        _, number, column = start
        end = column + length
        rest = self._lines[number][end:]
        if rest:
            end += len(rest) - len(rest.lstrip("\xa0\x85"))
        return Place(number + 1, column + 1, number + 1, end + 1)

    def _position(self, offset: int) -> tuple[int, int]:
        at = bisect_right(self._starts, offset, key=itemgetter(0)) - 1
        begin, line, column = self._starts[at]
        return line + 1, column + offset - begin + 1


def _column_of(text: str, line: str, after: int | None) -> int:
    """The 0-based column at which *text* begins on *line*, of which the parser took a part.

    A block takes its lines to their ends. A cell of a table has its `\\|` unescaped: then the
    column is that of the part before it.
    """
    wanted = text.strip()
    found = line.rfind(wanted) if after is None else line.find(wanted, after)
    if found < 0:
        found = line.find(wanted.split("|")[0], after or 0)
    return max(found, 0) - (len(text) - len(text.lstrip()))
