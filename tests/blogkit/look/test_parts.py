"""The parts of the look that need no build."""

from __future__ import annotations

import pytest
from docutils import nodes

from blogkit.look.assets import needed_scripts, needed_styles
from blogkit.look.colours import contrast, is_colour, readable
from blogkit.look.contents import written_contents
from blogkit.look.highlighting import highlighting
from blogkit.look.page import minutes_to_read
from blogkit.look.variables import read_variables

THEME = """
:root{--gray:#eee}html{--font:"a;b",serif;--size:1rem}
html[data-theme="light"]{--text:#111;--back:#fff;--link:var(--gray)}
html[data-theme=dark]{--text:#ddd;--back:#000;--link:var(--gray)}
html[data-theme=dark] img{--text:red}
"""


@pytest.mark.parametrize("background", ["#fff", "#14181e"])
@pytest.mark.parametrize("colour", ["#a03c23", "#ff0", "#000", "#ffffff", "#0a7d91", "#777"])
def test_an_accent_can_be_read_on_any_background(colour: str, background: str) -> None:
    assert contrast(readable(colour, background), background) >= 4.5


def test_an_accent_that_can_be_read_stays() -> None:
    assert readable("#a03c23", "#fff") == "#a03c23"
    assert contrast("#fff", "#000") == pytest.approx(21)


@pytest.mark.parametrize("word", ["", "red", "#12", "#12345g", "#1234567", "#fff;"])
def test_what_is_no_colour(word: str) -> None:
    assert not is_colour(word)


def test_variables_are_those_that_are_used_with_a_value_for_each_mode() -> None:
    variables = read_variables(THEME)
    declared = variables.declared("p{color:var(--text);background:var(--link);font:var(--font)}")
    assert declared == (
        '--font:"a;b",serif;--link:var(--gray);--text:light-dark(#111,#ddd);--gray:#eee'
    )
    assert variables.colour("--link", dark=True) == "#eee"


def test_styles_of_code_that_are_not_there_are_the_theme_s_own() -> None:
    assert highlighting("no-such-style", "nor-this") == highlighting("tango", "monokai")
    assert ".highlight .k" in highlighting("tango", "monokai")


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 1), ("word " * 230, 1), ("word " * 460, 2), ("字" * 1500, 3)]
)
def test_minutes_to_read(text: str, minutes: int) -> None:
    assert minutes_to_read(text) == minutes


def test_assets_of_unknown_extensions_stay() -> None:
    files = ["_static/pygments.css", "_static/tabs.css", "https://a.example/pygments.css"]
    assert needed_styles(files, "") == files[1:]
    scripts = ["_static/doctools.js", "_static/design-tabs.js", "_static/other.js"]
    assert needed_scripts(scripts, "") == ["_static/other.js"]
    assert needed_scripts(scripts, 'class="sd-tab-set"') == scripts[1:]


def _section(*, link: str = "one", more: str = "") -> nodes.document:
    document = nodes.document("", None)  # type: ignore[arg-type]
    section = nodes.section("", nodes.title("", "Contents"), ids=["contents"])
    reference = nodes.reference("", "One", refuri=link)
    section += nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "", reference)))
    if more:
        section += nodes.paragraph("", more)
    document += section
    return document


def test_a_contents_list_is_taken_out_only_if_its_section_is_nothing_else() -> None:
    inside = '<h2>Contents</h2>\n<ul>\n<li><a href="#one">One</a></li></ul>\n'
    body = f'<p>a</p><section id="contents">\n{inside}</section><p>b</p>'
    contents, rest = written_contents(_section(link="#one"), body)
    assert contents
    assert contents.html == '<ul>\n<li><a href="#one">One</a></li></ul>'
    assert rest == "<p>a</p><p>b</p>"
    for document in (_section(link="other.html"), _section(link="#one", more="Words.")):
        assert written_contents(document, body) == (None, body)
    assert written_contents(_section(link="#one"), "<p>not there</p>")[0] is None
