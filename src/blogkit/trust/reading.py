"""Everything in a Markdown file that a post by others may not have, each with its place.

The tokens are those of the parser that renders, and the text of a directive is cut as MyST cuts
it: whatever this reads otherwise than MyST would be a way in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.renderer import RendererHTML
from myst_parser.parsers.mdit import create_md_parser

from blogkit.sources import Place
from blogkit.sources.places import SPAN, BlockText, remember_spans
from blogkit.trust.addresses import fault_of_link, fault_of_picture
from blogkit.trust.cutting import Written
from blogkit.trust.harmless import (
    ALIGNMENT,
    ATTRIBUTES,
    COMMANDS,
    DIRECTIVES,
    OPTIONS,
    ROLES,
    Argument,
    Body,
    is_harmless_html,
)
from blogkit.trust.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.directives import DirectiveParsingResult

    from blogkit.trust.harmless import Shape

MOST_LEVELS = 12  # of directives in directives; what is deeper is refused unread
SUBSTITUTIONS = ("substitution_block", "substitution_inline")
PLAIN = frozenset(
    {
        *("blockquote", "bullet_list", "list_item", "ordered_list", "paragraph", "heading"),
        *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "alert", "alert_title"),
        *("footnote", "footnote_block", "footnote_reference", "em", "strong", "s", "link", "span"),
        *("code_block", "code_inline", "text", "text_special", "softbreak", "hardbreak", "hr"),
        *("front_matter", "footnote_anchor", "footnote_ref", "image", "inline", "myst_target"),
        *("fieldlist_body", "fieldlist_name", "myst_block_break", "myst_line_comment"),
        "section_ref",
    }
)


class Reading:
    """One walk over a file in *folder*, a path below the blog's; *found* is what it refuses.

    Addresses that markdown-it would not make a link of are taken for links too, and then refused:
    so their author is told, rather than that readers see brackets.
    """

    def __init__(self, lines: Sequence[str], folder: str, config: MdParserConfig) -> None:
        self._parser = create_md_parser(config, RendererHTML)
        remember_spans(self._parser)
        self._parser.validateLink = _any_address  # type: ignore[method-assign]
        self._lines, self._folder, self._config = lines, folder, config
        self._env: dict[str, Any] = {}
        self._depth = 0
        self.found: list[Refusal] = []
        self._handlers: dict[str, Callable[[Token, Place, int], None]] = {
            **dict.fromkeys(("fence", "colon_fence"), self._fence),
            **dict.fromkeys(("html_block", "html_inline"), self._html),
            **dict.fromkeys(SUBSTITUTIONS, self._substitution),
            **dict.fromkeys(
                (
                    *("amsmath", "math_block", "math_block_label", "math_inline"),
                    *("math_inline_double", "math_single"),
                ),
                self._math,
            ),
            "field_list_open": self._fields,
            "myst_role": self._role,
        }

    def read(self, text: str, first: int) -> None:
        """Walk over *text*, whose first line is line *first* (0-based) of the file."""
        self._walk(self._parser.parse(text + "\n", self._env), first)

    def _walk(self, tokens: Sequence[Token], first: int) -> None:
        for token in tokens:
            self._take(token, self._line_place(first + (token.map or [0])[0]), first)
            if token.type == "inline":
                self._inline(token, first)

    def read_references(self) -> None:
        """The addresses that are written apart from their links, whether or not one uses them."""
        for reference in self._env.get("references", {}).values():
            line = (reference.get("map") or [0])[0]
            fault = fault_of_link(reference["href"], self._folder, self._config.url_schemes)
            self._refuse(fault, self._line_place(line))

    def _inline(self, token: Token, first: int) -> None:
        line = first + (token.map or [0])[0]
        block = BlockText(token.content, self._lines, min(line, len(self._lines) - 1))
        for child in token.children or []:
            span = child.meta.get(SPAN)
            place = block.place(*span) if span else self._line_place(line)
            self._take(child, place, first)

    def _take(self, token: Token, place: Place, first: int) -> None:
        if token.nesting < 0:
            return
        if token.type not in SUBSTITUTIONS:  # theirs hold what is written
            self._attributes(token, place)
        handler = self._handlers.get(token.type)
        if handler:
            handler(token, place, first)
        elif token.type.removesuffix("_open") not in PLAIN:
            self._refuse(f"what MyST calls '{token.type}'", place)

    def _attributes(self, token: Token, place: Place) -> None:
        for name in token.meta.get("insecure_attrs", ()):  # which the parser has dropped
            self._refuse(f"the attribute '{name}'", place)
        for name, value in token.attrs.items():
            if name == "href":
                fault = fault_of_link(str(value), self._folder, self._config.url_schemes)
                self._refuse(fault, place)
            elif name == "src":
                self._refuse(fault_of_picture(str(value), self._folder), place)
            elif name not in ATTRIBUTES and not _is_alignment(name, value):
                self._refuse(f"the attribute '{name}'", place)

    def _html(self, token: Token, place: Place, first: int) -> None:
        if not is_harmless_html(token.content):
            self._refuse("HTML", place, "write it in Markdown")

    def _substitution(self, token: Token, place: Place, first: int) -> None:
        self._refuse("a substitution", place, "write its text out")

    def _fields(self, token: Token, place: Place, first: int) -> None:
        """At the top of a file they say what front matter says."""
        self._refuse("a list of ':name: value' lines", place)

    def _math(self, token: Token, place: Place, first: int) -> None:
        self._formula(token.content, place)

    def _formula(self, text: str, place: Place) -> None:
        command = COMMANDS.search(text)
        if command:
            self._refuse(f"the command '{command[0]}' in a formula", place)

    def _role(self, token: Token, place: Place, first: int) -> None:
        name = str(token.meta.get("name", ""))
        if name not in ROLES:
            self._refuse(f"the role '{{{name}}}'", place)
        elif name == "math":
            self._formula(token.content, place)

    def _fence(self, token: Token, place: Place, first: int) -> None:
        line = first + (token.map or [0])[0]
        name, argument = [*(token.info or "").split(maxsplit=1), "", ""][:2]
        if name.startswith("{") and name.endswith("}"):
            self._directive(Written(name[1:-1], argument, token.content, line, place))
        elif name in self._config.fence_as_directive:
            self._directive(Written(name, argument, token.content, line, place))
        elif token.type == "colon_fence":
            self._nested(token.content, line + 1, place)

    def _directive(self, this: Written) -> None:
        shape = DIRECTIVES.get(this.name)
        if shape is None:
            self._refuse(f"the directive '{{{this.name}}}'", this.place)
            return
        parts = this.parts(takes_argument=shape.argument is not Argument.NONE)
        if parts.warnings:
            self._refuse(f"options of '{{{this.name}}}' that cannot be read", this.place)
        for name, value in parts.options.items():
            if name not in OPTIONS:
                self._refuse(f"the option '{name}'", this.place)
            self._words(str(value), this)
        if shape.argument is Argument.PICTURE:
            address = "".join(this.argument.split())  # as docutils reads it
            self._refuse(fault_of_picture(address, self._folder), this.place)
        self._words(this.argument, this)
        self._body(shape, parts, this)

    def _words(self, text: str, this: Written) -> None:
        """An argument or option: a directive may read it as a line, or as a text."""
        self._nested(text, this.line, this.place)
        self._walk(self._parser.parseInline(text, self._env), this.line)

    def _body(self, shape: Shape, parts: DirectiveParsingResult, this: Written) -> None:
        text = "\n".join(parts.body)
        if shape.body is Body.MATH:
            self._formula(f"{this.argument}\n{text}", this.place)
        elif shape.body is Body.MARKDOWN:
            self._nested(text, this.line + 1 + parts.body_offset, this.place)
        elif shape.body is Body.NONE and text.strip():
            self._refuse(f"text in '{{{this.name}}}'", this.place)

    def _nested(self, text: str, first: int, place: Place) -> None:
        """What is named in one text would be known in the next, in an order that is MyST's own:
        so names of addresses may only stand outside of directives."""
        if self._depth >= MOST_LEVELS:
            self._refuse("so many directives, one in the other", place)
            return
        known = len(self._env.get("references", ()))
        self._depth += 1
        self.read(text, first)
        self._depth -= 1
        if len(self._env.get("references", ())) > known:
            self._refuse("an address that is written apart from its link, in a directive", place)

    def _refuse(self, what: str, place: Place, instead: str = "") -> None:
        if what:
            self.found.append(Refusal(place, what, instead))

    def _line_place(self, number: int) -> Place:
        number = min(number, len(self._lines) - 1)
        return Place.of_line(number + 1, self._lines[number])


def _is_alignment(name: str, value: object) -> bool:
    return name == "style" and bool(ALIGNMENT.fullmatch(str(value)))


def _any_address(url: str) -> bool:
    return True
