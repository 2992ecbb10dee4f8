"""What a post by others may be written with. What is on none of these lists is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# Elements without attributes that change nothing behind their block. Those that browsers open
# again in what follows (`<b>`, `<u>`) are not among them; Markdown has its own signs for these.
TAG = re.compile(
    r"</?(?:br|wbr|hr|kbd|sub|sup|mark|del|ins|details|summary)[ \t]*/?>", re.IGNORECASE
)
COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--|<!).)*-->", re.DOTALL)

KEYS = frozenset(
    {
        *("blogpost", "date", "draft", "title", "author", "category", "tags", "location"),
        *("language", "series", "excerpt", "exclude", "nocomments", "image", "image_alt"),
        *("description", "keywords", "updated", "featured", "translations", "orphan"),
        *("tocdepth", "blogkit_ignore"),
    }
)
ROLES = frozenset(
    {
        *("abbr", "code", "command", "dfn", "doc", "emphasis", "file", "guilabel", "kbd"),
        *("literal", "math", "menuselection", "numref", "pep", "ref", "rfc", "samp", "strong"),
        *("sub", "subscript", "sup", "superscript", "term", "title-reference"),
    }
)
ATTRIBUTES = frozenset(
    {
        *("a", "align", "alt", "class", "emphasize-lines", "h", "height", "href", "id"),
        *("lineno-start", "src", "start", "title", "w", "width"),
    }
)
# Of tables, whose cells the parser aligns by itself.
ALIGNMENT = re.compile(r"text-align:(?:left|center|right)")
# What formulas do besides showing themselves: leading elsewhere, naming things, defining others.
COMMANDS = re.compile(
    r"\\(?:href|url|hyperref|require|include\w*|input|style|class|cssId|html\w*|data|unicode|char"
    r"|def|gdef|edef|xdef|let|newcommand|renewcommand|providecommand|newenvironment"
    r"|renewenvironment|DeclareMathOperator|catcode|toggle|mathchoice|action|texttip|mmlToken)"
    r"(?![a-z])",
    re.IGNORECASE,
)


class Body(Enum):
    """What a directive makes of its text."""

    MARKDOWN = "Markdown"
    TEXT = "shown as it is"
    MATH = "a formula"
    NONE = "has none"


class Argument(Enum):
    """What stands behind a directive's name; text becomes part of the body if there is none."""

    NONE = "none"
    WORDS = "Markdown"
    PICTURE = "an address"


@dataclass(frozen=True, slots=True)
class Shape:
    """How the parts of a directive are read."""

    body: Body = Body.MARKDOWN
    argument: Argument = Argument.NONE


# Those whose text MyST reads as one piece. It takes other ways with `table`, whose caption may go
# on below it, and with `epigraph`, whose last line is read apart.
DIRECTIVES = {
    **dict.fromkeys(
        (
            *("attention", "caution", "danger", "error", "hint", "important", "note", "seealso"),
            *("tip", "warning", "compound", "gallery", "tab-set"),
        ),
        Shape(),
    ),
    **dict.fromkeys(
        ("admonition", "container", "dropdown", "list-table", "sidebar", "tab-item", "topic"),
        Shape(argument=Argument.WORDS),
    ),
    "rubric": Shape(Body.NONE, Argument.WORDS),
    **dict.fromkeys(("code", "code-block", "sourcecode"), Shape(Body.TEXT, Argument.WORDS)),
    "math": Shape(Body.MATH, Argument.WORDS),
    "figure": Shape(Body.MARKDOWN, Argument.PICTURE),
    "image": Shape(Body.NONE, Argument.PICTURE),
}
OPTIONS = frozenset(
    {
        *("align", "alt", "animate", "caption", "class", "class-body", "class-container"),
        *("class-content", "class-label", "class-title", "color", "columns", "dedent"),
        *("emphasize-lines", "figclass", "figwidth", "force", "header-rows", "height", "icon"),
        *("label", "linenos", "lineno-start", "loading", "name", "no-wrap", "nowrap"),
        *("number-lines", "open", "scale", "selected", "stub-columns", "subtitle", "sync"),
        *("sync-group", "width", "widths"),
    }
)


def is_harmless_html(html: str) -> bool:
    """Whether a piece of raw HTML is of harmless elements, comments and text alone.

    What is taken out leaves a space, or else its neighbours could become a tag.
    """
    return "<" not in TAG.sub(" ", COMMENT.sub(" ", html))
