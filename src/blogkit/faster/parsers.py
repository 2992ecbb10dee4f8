"""MyST's parser is made once, not for each document, and not to parse what the checks have parsed.

For each document `MystParser.parse` (myst_parser/parsers/sphinx_.py) makes a parser of markdown-it's
and a renderer, and puts their rules together. Where they are left as they were made, the next
document gets the same ones. Where the checks had such a parser too, and it was shown the same text,
the tokens are those that it found then; only the words are counted now, since nobody asked for
their number.

MyST finds `create_md_parser` among its module's globals, so that name is replaced while documents
are read, and only where it is the function that the checks call.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from myst_parser.parsers import sphinx_

from blogkit.site import parsed_of
from blogkit.sources import parser as of_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.parsed import Parsed

    Maker = Callable[[MdParserConfig, Any], MarkdownIt]

FUNCTION = "create_md_parser"
SET = "options"  # of it MyST sets one for each document


def with_less(stock: Maker, parsed: Parsed | None = None) -> Maker:
    """Parsers such as *stock* makes, which find whole documents among those that were *parsed*."""
    last: list[_Lent] = []

    def create_md_parser(config: MdParserConfig, renderer: Any) -> MarkdownIt:
        if last and last[0].is_fit_for(config, renderer):
            return last[0].lend(config)
        last[:] = [_Lent(stock, config, renderer, parsed)]
        return last[0].parser

    return create_md_parser


class _Lent:
    """A parser that *stock* made, for one document after the other."""

    def __init__(
        self, stock: Maker, config: MdParserConfig, renderer: Any, parsed: Parsed | None
    ) -> None:
        self._config, self._kind = config.copy(), renderer
        self.parser = stock(config, renderer)
        self._options = {**self.parser.options}
        self._renderer = {**vars(self.parser.renderer)}
        vars(self.parser)["render"] = self._render
        if parsed and _finds_the_same(self.parser, config, parsed):
            vars(self.parser)["parse"] = partial(_parse, self.parser, parsed)
        self._as_made = _state(self.parser)
        self._is_free = False

    def is_fit_for(self, config: MdParserConfig, renderer: Any) -> bool:
        """Whether one made now would be the same; never while a document is at work."""
        is_same = self._is_free and renderer is self._kind and config == self._config
        return is_same and _state(self.parser) == self._as_made

    def lend(self, config: MdParserConfig) -> MarkdownIt:
        """The parser, as it was made."""
        self._is_free = False
        options: Any = {**self._options, "myst_config": config}
        self.parser.set(options)
        known = vars(self.parser.renderer)
        known.clear()
        known.update(self._renderer)
        return self.parser

    def _render(self, src: str, env: dict[str, Any] | None = None) -> Any:
        try:
            return MarkdownIt.render(self.parser, src, env)
        finally:
            self._is_free = True


def _state(parser: MarkdownIt) -> list[object]:
    """What whoever gets hold of a parser may change, and the next document would notice."""
    chains = parser.core.ruler, parser.block.ruler, parser.inline.ruler, parser.inline.ruler2
    return [
        {name: value for name, value in vars(parser).items() if name != SET},
        *({**vars(part)} for part in (parser.core, parser.block, parser.inline)),
        *([(each.name, each.enabled, each.fn, each.alt) for each in it.__rules__] for it in chains),
        {**getattr(parser.renderer, "rules", {})},
    ]


def _finds_the_same(parser: MarkdownIt, config: MdParserConfig, parsed: Parsed) -> bool:
    """Whether the checks' parser found in any text what this one would find."""
    theirs = of_checks.parser_for(parsed.config)
    return config == parsed.config and _rules(parser) == _rules(theirs)


def _rules(parser: MarkdownIt) -> dict[str, list[str]]:
    return {
        chain: [name for name in names if name != of_checks.LEFT_OUT]
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
        if rule.name == of_checks.LEFT_OUT and rule.enabled:
            rule.fn(state)
    return tokens


def setup(app: Sphinx) -> ExtensionMetadata:
    replaced: list[Maker] = []

    def on_env_before_read_docs(app: Sphinx, *_: object) -> None:
        stock, parsed = vars(sphinx_).get(FUNCTION), parsed_of(app)
        if stock is vars(of_checks)[FUNCTION]:
            replaced.append(stock)
            has_some = parsed and parsed.look_through()
            setattr(sphinx_, FUNCTION, with_less(stock, parsed if has_some else None))

    def forget(app: Sphinx, *_: object) -> None:
        if parsed := parsed_of(app):
            parsed.forget()

    def on_build_finished(app: Sphinx, *_: object) -> None:
        forget(app)
        if replaced:
            setattr(sphinx_, FUNCTION, replaced.pop())

    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("env-updated", forget)
    app.connect("build-finished", on_build_finished)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
