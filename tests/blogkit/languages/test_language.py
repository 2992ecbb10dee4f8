"""What a label such as `de` or `Deutsch` means, and which posts are translations of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from blogkit.languages.language import Language, language_named, only_language

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog


@pytest.mark.parametrize(
    ("label", "name", "tag"),
    [
        ("de", "", "de"),
        ("DE", "", "de"),
        ("pt-br", "", "pt-BR"),
        ("zh_CN", "", "zh-CN"),
        ("zh-hans", "", "zh-Hans"),
        ("English", "", "en"),
        ("deutsch", "", "de"),
        ("русский", "", "ru"),
        ("mine", "Français", "fr"),
        ("fr", "My own tongue", "fr"),
    ],
)
def test_a_label_is_a_code_or_a_name(label: str, name: str, tag: str) -> None:
    language = language_named(label, name)
    assert language is not None
    assert language.tag == tag


@pytest.mark.parametrize("label", ["", " ", "other", "123", "_", "de_DE_x_y", "../de", "C#"])
def test_other_labels_mean_no_language(label: str) -> None:
    assert language_named(label) is None


@given(st.text(max_size=12))
def test_any_label_can_be_asked_for(label: str) -> None:
    """Whatever comes out can be written into an attribute, and names no folder elsewhere."""
    language = language_named(label)
    assert language is None or language.code.replace("_", "").isalnum()


def test_several_languages_are_none() -> None:
    assert only_language(["de", "Deutsch"], {}) == Language("de")
    assert only_language(["de", "en"], {}) is None
    assert only_language([], {}) is None


@pytest.mark.parametrize(
    ("code", "direction"),
    [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("ja", "ltr")],
)
def test_some_are_written_from_right_to_left(code: str, direction: str) -> None:
    assert Language(code).direction == direction


SHOW = """\
{%- extends "!page.html" %}
{%- block body %}{{ super() }}{% if ablog[pagename] %}
<i>{% for each in ablog[pagename].translations %}{{ each.lang }} {{ each.docname }};{% endfor %}</i>
{%- endif %}{% endblock %}
"""


def _shown(blog: Blog, name: str) -> str:
    return BeautifulSoup(blog.read(f"out/{name}.html"), "html.parser").select("i")[-1].get_text()


def test_translations_name_the_same(blog: Blog) -> None:
    """A draft is none of them; a second one in a language only counts on its own page."""
    blog.write("conf.py", blog.read("conf.py") + 'templates_path = ["mine"]\n')
    blog.write("mine/page.html", SHOW)
    blog.post("a.md", translations="trip")
    blog.post("b.md", translations="trip", language="de")
    blog.post("c.md", translations="trip", language="Deutsch")
    blog.post("d.md", translations="trip", language="fr", draft="true")
    blog.post("e.md", translations="alone")
    blog.post("f.md")
    assert blog.sphinx().returncode == 0
    assert _shown(blog, "a") == "de b;en a;"
    assert _shown(blog, "b") == "de b;en a;"
    assert _shown(blog, "c") == "de c;en a;"
    assert _shown(blog, "e") == _shown(blog, "f") == ""
    blog.post("a.md", translations="")
    assert blog.sphinx().returncode == 0
    assert _shown(blog, "b") == ""
