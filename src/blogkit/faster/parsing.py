"""A text that was parsed for the checks is not parsed again for its page.

MyST's parser (myst_parser/parsers/sphinx_.py: `MystParser.parse`) makes a parser of markdown-it's
for each document. Where the checks had the same made, with the same settings, and it was shown the
same text, the tokens are those that it found then. Only the words are counted now, since nobody
asked for their number.

MyST finds `create_md_parser` among its module's globals, so that name is replaced while documents
are read, and only where it is the function that the checks call.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from myst_parser.parsers import mdit, sphinx_

from blogkit.site import parsed_of
from blogkit.sources.parser import LEFT_OUT, parser_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.parsed import Parsed

    Maker = Callable[[MdParserConfig, Any], MarkdownIt]

FUNCTION = "create_md_parser"


def with_less(stock: Maker, parsed: Parsed) -> Maker:
    """Parsers as *stock* makes them, which look up whole documents among those that were parsed."""
    rules = _rules(parser_for(parsed.config))

    def create_md_parser(config: MdParserConfig, renderer: Any) -> MarkdownIt:
        parser = stock(config, renderer)
        if type(parser) is MarkdownIt and config == parsed.config and _rules(parser) == rules:
            vars(parser)["parse"] = partial(_parse, parser, parsed)
        return parser

    return create_md_parser


def _rules(parser: MarkdownIt) -> dict[str, list[str]]:
    return {
        chain: [name for name in names if name != LEFT_OUT]
        for chain, names in parser.get_active_rules().items()
    }


def _parse(
    parser: MarkdownIt, parsed: Parsed, src: str, env: dict[str, Any] | None = None
) -> list[Token]:
    """Notes in *env* are there when a part of a document is parsed: that may depend on them."""
    known = None if env else parsed.find(src)
    if known is None:
        return MarkdownIt.parse(parser, src, env)
    tokens, notes = known
    state = StateCore(src, parser, notes if env is None else env)
    state.env.update(notes)
    state.tokens = tokens
    for rule in parser.core.ruler.__rules__:
        if rule.name == LEFT_OUT and rule.enabled:
            rule.fn(state)
    return tokens


def setup(app: Sphinx) -> ExtensionMetadata:
    replaced: list[Maker] = []

    def on_env_before_read_docs(app: Sphinx, *_: object) -> None:
        stock, parsed = vars(sphinx_).get(FUNCTION), parsed_of(app)
        if stock is mdit.create_md_parser and parsed and parsed.look_through():
            replaced.append(stock)
            setattr(sphinx_, FUNCTION, with_less(stock, parsed))

    def on_env_updated(app: Sphinx, *_: object) -> None:
        if replaced:
            setattr(sphinx_, FUNCTION, replaced.pop())
        if parsed := parsed_of(app):
            parsed.forget()

    def on_build_finished(*_: object) -> None:
        if replaced:
            setattr(sphinx_, FUNCTION, replaced.pop())

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("env-updated", on_env_updated)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
