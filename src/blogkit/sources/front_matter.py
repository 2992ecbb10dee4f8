"""The YAML block at the top of a post, each key and value with its place.

MyST drops the whole block when one value in it cannot be read (`date: 2024-13-45`); here every
value is read on its own, so that the one that is wrong can be named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from blogkit.sources.places import Place, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

# What PyYAML raises while it makes a value: a ValueError for `2024-13-45`.
VALUE_ERRORS = (yaml.YAMLError, ValueError, RecursionError)
POST_KEYS = ("blogpost", "draft")
LONGEST_UNCLOSED = 40  # lines; where a block that is never closed may be looked for a key
# Plain Python takes ten times as long as libyaml, with which PyYAML may have been built.
LIBYAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Lines of a key and a plain value or a list of such: of the rest of YAML the two read some apart.
VALUE = r"[^\W_](?:[\w .()/+'-]|:(?! ))*"
PLAIN = re.compile(
    rf"(?:[A-Za-z]\w*:(?: (?:{VALUE}(?:,[ ]?{VALUE})*|\[{VALUE}(?:,[ ]?{VALUE})*\]))?\n)*"
)
TEXT = "tag:yaml.org,2002:str"
KEY_LINE = re.compile(r"[A-Za-z_]\w*:(\s|$)")


@dataclass(frozen=True)
class Field:
    """One key of the front matter. *written* is the value as it stands in the file."""

    key: str
    value: Any
    written: str
    place: Place
    value_place: Place
    readable: bool = True


@dataclass(frozen=True)
class Problem:
    """Why the block cannot be read at all."""

    message: str
    place: Place


@dataclass(frozen=True)
class FrontMatter:
    """The fields in the order of the file; *end* is the number of lines the block takes."""

    fields: tuple[Field, ...] = ()
    problem: Problem | None = None
    end: int = 0
    mentions_a_post: bool = False

    def get(self, key: str) -> Field | None:
        """The field with this key; of several the last one, as in YAML."""
        return next((each for each in reversed(self.fields) if each.key == key), None)

    @property
    def is_sound(self) -> bool:
        """Whether MyST reads the block too, rather than dropping it whole."""
        return self.problem is None and all(each.readable for each in self.fields)

    @property
    def may_hide_a_post(self) -> bool:
        """Whether a post, or a draft, is lost in a block that cannot be read in full."""
        return not self.is_sound and self.mentions_a_post

    def values(self) -> dict[str, Any]:
        """The readable values by key."""
        return {each.key: each.value for each in self.fields if each.readable}


def read_front_matter(text: str) -> FrontMatter:
    """Read the block that begins on the first line with `---`, if there is one.

    It ends at the next line that begins with `---` or `...`, or at the end of the file: the rule
    of `myst_parser.config.main.read_topmatter`.
    """
    lines = split_lines(text)
    found = _read(lines)
    block = lines[: found.end] if found.end else lines[:LONGEST_UNCLOSED]
    mentions = any(line.lstrip().startswith(POST_KEYS) for line in block)
    return replace(found, mentions_a_post=mentions)


def _read(lines: list[str]) -> FrontMatter:
    if not lines[0].startswith("---"):
        return FrontMatter()
    end = next(
        (at for at, line in enumerate(lines[1:], 1) if line.startswith(("---", "..."))), None
    )
    if end is None:
        return _without_an_end(lines)
    block = "\n".join(lines[1:end]) + "\n"
    try:
        root = yaml.compose(block, LIBYAML if PLAIN.fullmatch(block) else yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        return FrontMatter(problem=_problem_of(error), end=end + 1)
    except VALUE_ERRORS as error:
        return FrontMatter(problem=Problem(_in_one_line(error), Place(2)), end=end + 1)
    if root is None:
        return FrontMatter(end=end + 1)
    if not isinstance(root, yaml.MappingNode):
        message = "it is not a list of 'key: value' lines"
        return FrontMatter(problem=Problem(message, _place_of(root)), end=end + 1)
    fields = tuple(_fields(root, lines))
    if all(field.readable for field in fields):
        try:
            _make(root)
        except VALUE_ERRORS as error:
            return FrontMatter(fields, Problem(_in_one_line(error), Place(2)), end=end + 1)
    return FrontMatter(fields, end=end + 1)


def _without_an_end(lines: list[str]) -> FrontMatter:
    """Front matter that was never closed, or a text that begins with a horizontal rule."""
    if len(lines) > 1 and KEY_LINE.match(lines[1]):
        return FrontMatter(problem=Problem("it is not closed by a line of '---'", Place(1)))
    return FrontMatter()


def _fields(root: yaml.MappingNode, lines: list[str]) -> Iterator[Field]:
    for key, value in root.value:
        written = _written(value, lines)
        try:
            made, readable = _make(value), True
        except VALUE_ERRORS:
            made, readable = None, False
        yield Field(
            str(key.value), made, written, _place_of(key), _place_of(value), readable=readable
        )


def _make(node: yaml.Node) -> Any:
    if type(node) is yaml.ScalarNode and node.tag == TEXT:
        return node.value
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _written(node: yaml.Node, lines: list[str]) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    first, last = node.start_mark, node.end_mark
    if first.line == last.line:
        return lines[first.line + 1][first.column : last.column]
    return "\n".join(lines[first.line + 1 : last.line + 1])


def _place_of(node: yaml.Node) -> Place:
    """YAML counts from 0 and from the line after the opening `---`."""
    start, end = node.start_mark, node.end_mark
    return Place(start.line + 2, start.column + 1, end.line + 2, end.column + 1)


def _problem_of(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(mark.line + 2, mark.column + 1) if mark else Place(2)
    return Problem(error.problem or _in_one_line(error), place)


def _in_one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
