"""What is refused of a file by others, and that whatever is not refused is harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils.core import publish_parts
from hypothesis import given, settings
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser

from blogkit.settings import PERMISSIVE
from blogkit.trust.refusing import refused_in
from tests.blogkit.trust.reader import harm_in
from tests.blogkit.trust.vectors import HTML, KEYS, MYST, SCHEMES, WORDS, bodies

if TYPE_CHECKING:
    from blogkit.trust import Refusal

NAME = "posts/guests/a.md"
ALL = bodies()
INNOCENT = {
    "words": "Some *text*, `code` and **more**.",
    "harmless HTML": "A line<br>and <kbd>Ctrl</kbd>+<kbd>C</kbd>, H<sub>2</sub>O<br />",
    "a box": "<details>\n<summary>More</summary>\n\nText.\n\n</details>",
    "comments": "<!-- to myself -->\n\nText <!-- again --> here.\n\n% and once more",
    "code about HTML": "`<script>` and\n\n```html\n<script>alert(1)</script>\n```",
    "indented code": "Text:\n\n    <img src=x onerror=alert(1)>",
    "code with a caption": "```{code-block} html\n:caption: A *script*\n<script></script>\n```",
    "links": "[a](https://example.org/a?b=javascript:1#c), <https://example.org>, [b](b.md#c)",
    "links by name": "[a][b] and [c].\n\n[b]: https://example.org\n[c]: other.html",
    "addresses of people": "<me@example.org>, [call](tel:+351123), [write](mailto:me@example.org)",
    "pictures": '![A lake](lake.jpg "The lake"){width=50%} ![](/photos/b%20c.PNG)',
    "a picture that links": "[![A lake](lake.jpg)](big/lake.jpg)",
    "a document": "[slides](slides.pdf)",
    "a note": "```{note}\n:class: wide\nText with [a link](b.md).\n```",
    "a note, with colons": ":::{tip} First words\nmore words\n:::",
    "notes in notes": "::::{note}\n:::{admonition} A *title*\nText.\n:::\n::::",
    "a figure": "```{figure} lake.jpg\n:alt: A lake\n:width: 300px\nThe *lake*.\n```",
    "a gallery": "```{gallery}\n![a](a.jpg)\n![b](b.jpg)\n```",
    "a table": "| a | b |\n| :- | -: |\n| `<b>` | 2 |",
    "lists": "- [ ] one\n- [x] two\n\n1. three\n\na\n: definition",
    "formulas": "$a^2 < b$ and\n\n$$\n\\frac{a}{b}\n$$ (label)",
    "a footnote": "Text[^1].\n\n[^1]: More [text](b.md).",
    "roles": "{ref}`label`, {doc}`b`, {kbd}`Ctrl`, {math}`a < b`, {sub}`2`",
    "a target": "(here)=\n\n## Here\n\n[there](#here)",
    "attributes": '{#here .wide}\nA paragraph with [words]{.small title="x"}.',
    "signs": "a < b > c & d; 1 <2, <- and ->; <3",
    "other letters": "Größe, 港の近く, مرحبا, 🎉 and \u2028 more",
}


def _refused(text: str, name: str = NAME) -> tuple[Refusal, ...]:
    return refused_in(name, f"# A post\n\n{text}\n", PERMISSIVE)


@pytest.mark.parametrize("name", ALL)
def test_what_is_hostile_is_refused(name: str) -> None:
    assert _refused(ALL[name])


@pytest.mark.parametrize("name", KEYS)
def test_what_is_hostile_in_front_matter_is_refused(name: str) -> None:
    text = f"---\nblogpost: true\ndate: 2026-05-01\n{KEYS[name]}\n---\n\n# A post\n"
    assert refused_in(NAME, text, PERMISSIVE)


@pytest.mark.parametrize("name", INNOCENT)
def test_what_is_innocent_is_not(name: str) -> None:
    assert _refused(INNOCENT[name]) == ()


def test_innocent_front_matter() -> None:
    text = (
        "---\nblogpost: true\ndate: 2026-05-01\ntitle: On <script>\ntags: [a, 'b: c']\n"
        "author: Sam\nimage: lake.jpg\nimage_alt: A lake\n---\n\n# A post\n"
    )
    assert refused_in(NAME, text, PERMISSIVE) == ()


def test_a_title_that_becomes_a_heading_is_read_as_one() -> None:
    text = "---\ntitle: On <img src=x onerror=alert(1)>\n---\n\nText.\n"
    config = PERMISSIVE.copy(title_to_header=True)
    assert [each.what for each in refused_in(NAME, text, config)] == ["HTML"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("Text <b>x", 3, 6),
        ("- a\n- b\n\n  <p>x</p>", 6, 3),
        ("```{note}\n:class: x\n\nText {raw}`x`\n```", 6, 6),
        ("one\ntwo [x](javascript:1)", 4, 5),
    ],
)
def test_each_has_its_place(text: str, line: int, column: int) -> None:
    place = _refused(text)[0].place
    assert (place.line, place.column) == (line, column)


def test_a_path_counts_from_the_folder_of_its_file() -> None:
    assert _refused("![x](../../x.png)") == ()
    assert _refused("![x](../../x.png)", "a.md")


def test_directives_in_directives_end() -> None:
    text = "x"
    for level in range(40):
        text = f"{':' * (level + 3)}{{note}}\n{text}\n{':' * (level + 3)}"
    assert any("one in the other" in each.what for each in _refused(text))


PIECES = st.sampled_from(
    [
        *HTML.values(),
        *WORDS.values(),
        *(f"[x]({each})" for each in SCHEMES.values()),
        *MYST.values(),
        *INNOCENT.values(),
        *("`", "``", "<", ">", "\\", "[", "](", ")", "![", '"', "'", "{", "}", "<!--", "-->", "&"),
        *(
            "```{note}\n",
            "\n```\n",
            ":::{tip} ",
            "\n:::\n",
            ":class: ",
            "---\n",
            "    ",
            "> ",
            "- ",
        ),
        *(
            "\n",
            "\n\n",
            "\u2028",
            "\x0c",
            "\x85",
            "\t",
            "|",
            "$",
            "$$",
            "[a]: ",
            "[x][a]",
            "[^1]: ",
        ),
        *(
            "<br>",
            "<kbd>",
            "</kbd>",
            "<details>",
            "javascript:",
            "alert(1)",
            "<img src=x onerror=y>",
        ),
    ]
)
NO_FILES = {
    "_disable_config": True,
    "output_encoding": "unicode",
    "report_level": 5,
    "halt_level": 6,
    "raw_enabled": True,
    "embed_stylesheet": False,
    "math_output": "MathJax https://example.org",
    "stylesheet_path": "",
    "myst_enable_extensions": sorted(PERMISSIVE.enable_extensions),
    "myst_suppress_warnings": ["myst"],
}


@settings(max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_what_is_not_refused_is_harmless_when_it_is_rendered(text: str) -> None:
    if _refused(text):
        return
    parts = publish_parts(text, parser=Parser(), writer="html5", settings_overrides=NO_FILES)
    assert harm_in(parts["body"]) == []


@pytest.mark.parametrize("name", [*WORDS, *INNOCENT])
def test_words_and_innocent_texts_are_harmless(name: str) -> None:
    text = {**WORDS, **INNOCENT}[name]
    assert _refused(text) == ()
    parts = publish_parts(text, parser=Parser(), writer="html5", settings_overrides=NO_FILES)
    assert harm_in(parts["body"]) == []
