"""A directive's text in its parts, cut where MyST cuts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import Directive
from myst_parser.parsers.directives import parse_directive_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from myst_parser.parsers.directives import DirectiveParsingResult

    from blogkit.sources import Place


class _AnyOption(dict[str, Any]):
    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return lambda value: value or ""


class _WithoutArgument(Directive):
    """Makes MyST cut a directive's text into its parts, every option as it is written."""

    has_content = True
    final_argument_whitespace = True
    option_spec = _AnyOption({"class": str})


class _WithArgument(_WithoutArgument):
    optional_arguments = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A directive as it is written; *line* is the one (0-based) on which it begins."""

    name: str
    argument: str
    content: str
    line: int
    place: Place

    def parts(self, *, takes_argument: bool) -> DirectiveParsingResult:
        """Its options as they are written, and the lines of its text."""
        kind = _WithArgument if takes_argument else _WithoutArgument
        return parse_directive_text(kind, self.argument, self.content)
