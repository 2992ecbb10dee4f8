"""MyST's own parser, made once for all files that are read with the same settings.

To make one, and to sort its rules when it is first used, takes a fifth of the time of a parse.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.parsers.mdit import create_md_parser

from blogkit.sources.places import remember_spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from myst_parser.config.main import MdParserConfig

LEFT_OUT = "wordcount"  # MyST's substitution; nobody here asks

_last: list[tuple[MdParserConfig, MarkdownIt]] = []


def parser_for(config: MdParserConfig) -> MarkdownIt:
    """The parser for these settings, which notes the spans of what it finds in a line.

    What it is told of one file it keeps in the `env` of that parse, and nothing in itself.
    """
    for known, parser in _last:
        if known == config:
            return parser
    parser = create_md_parser(config, RendererHTML)
    parser.disable(LEFT_OUT, ignoreInvalid=True)
    remember_spans(parser)
    _last[:] = [(replace(config), parser)]  # a copy, which nobody else can change
    return parser
