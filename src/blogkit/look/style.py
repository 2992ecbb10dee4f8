"""The stylesheet of a page: those parts that it has a use for, small enough to stand in it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rjsmin import jsmin
from sphinx.locale import get_translation

from blogkit.look.colours import is_colour, readable
from blogkit.look.highlighting import highlighting
from blogkit.look.variables import Variables, read_variables

if TYPE_CHECKING:
    from collections.abc import Mapping

_ = get_translation("sphinx")

WORDS = re.compile(r"""\b_\(("[^"]*")\)""")
STYLES = Path(__file__).parent / "styles"
SCRIPTS = Path(__file__).parent / "scripts"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
AROUND = re.compile(r"\s*([{};,])\s*")
BETWEEN = re.compile(r"\s+")
# A part of the stylesheet, and what the HTML of a page has in it that needs the part. By their
# looks alone: whatever else the blog has, the page stays the same.
BODY_PARTS = {
    "code": ('class="highlight',),
    "notes": ("admonition", 'class="topic', 'class="sidebar'),
    "tables": ("<table",),
    "pictures": ("<img", "<figure", "<picture", "<iframe", "<video", "<svg"),
    "lists": ("task-list-item", "<dl", "footnote", 'class="math'),
    "design": ('class="sd-',),
    "modes": ("only-light", "only-dark"),
    "cards": ('class="cards',),
    "unpublished": ('class="unpublished',),
}
BODY_SCRIPTS = {
    "copy": ('class="highlight',),
    "scrolling": ('class="highlight', "<table", 'class="math'),
    "anchors": ('class="headerlink',),
}
FONTS = {
    "blogkit_font_text": "--pst-font-family-base",
    "blogkit_font_headings": "--pst-font-family-heading",
}


def parts_for(html: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The parts that this HTML needs."""
    return [part for part, signs in known.items() if any(sign in html for sign in signs)]


class Stylesheet:
    """The stylesheet in one blog's colours and fonts. *settings* are conf.py's."""

    def __init__(
        self, theme_styles: str, settings: Mapping[str, str], code_styles: tuple[str, str]
    ) -> None:
        self._variables = read_variables(theme_styles)
        self._code_styles = code_styles
        self._made: dict[tuple[str, ...], str] = {}
        _take_accent(self._variables, settings["blogkit_accent"])
        for setting, variable in FONTS.items():
            if settings[setting]:
                self._variables.set(variable, settings[setting])

    def of(self, parts: tuple[str, ...]) -> str:
        """The frame that all pages have, and these parts."""
        if parts not in self._made:
            self._made[parts] = self._make(parts)
        return self._made[parts]

    def _make(self, parts: tuple[str, ...]) -> str:
        rules = "".join(_rules(part) for part in ("frame", *parts))
        if "code" in parts:
            rules += highlighting(*self._code_styles)
        return f"html{{{self._variables.declared(rules)}}}{rules}"


def script(parts: tuple[str, ...]) -> str:
    """What these parts do in a browser; each is a script of its own.

    Words for readers stand in them as `_("Copy")`, and are sent in the language of the page.
    """
    return WORDS.sub(lambda found: _quoted(_(json.loads(found[1]))), _script(parts))


def _quoted(word: str) -> str:
    """A word as JavaScript has it, fit to stand in a page's HTML."""
    return json.dumps(word, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _script(parts: tuple[str, ...]) -> str:
    texts = ((SCRIPTS / f"{part}.js").read_text(encoding="utf-8") for part in parts)
    return "\n".join(jsmin(text) for text in texts)


def _take_accent(variables: Variables, accent: str) -> None:
    """The author's colour is that of links, as it can be read in light and in dark.

    Links stand on surfaces too, which are nearer to it than the background is.
    """
    name = "--pst-color-surface"
    backgrounds = [variables.colour(name), variables.colour(name, dark=True)]
    if accent and all(is_colour(each) for each in backgrounds):
        light, dark = (readable(accent, each) for each in backgrounds)
        for variable in ("--pst-color-primary", "--pst-color-secondary"):
            variables.set(variable, light, dark)


@cache
def _rules(part: str) -> str:
    """A part as it is sent: without comments, and without the spaces that are for people."""
    written = (STYLES / f"{part}.css").read_text(encoding="utf-8")
    text = BETWEEN.sub(" ", COMMENT.sub("", written))
    return AROUND.sub(r"\1", text).replace(";}", "}").replace(": ", ":").strip()
