"""Settings that cannot be used stop a build when it starts, and say what could be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

PYDATA = 'html_theme = "pydata_sphinx_theme"\nfontawesome_included = True\n'
MISTAKES = [
    ("", "needs html_theme = 'pydata_sphinx_theme', not 'basic'"),
    (PYDATA + 'blogkit_accent = "reddish"', "'reddish' is no colour; write one such as '#a03c23'"),
    (PYDATA + 'blogkit_font_text = "a; b"', "blogkit_font_text = 'a; b' should be a list of fonts"),
    (
        PYDATA + 'blogkit_authors = {"Robin": {"image": "x"}}',
        "blogkit_authors['Robin'] should name picture, about, not image",
    ),
    (PYDATA + 'blogkit_authors = {"Robin": "x"}', "should give texts for picture, about, not 'x'"),
    (
        PYDATA + 'blogkit_giscus = {"repo": "a/b"}',
        "blogkit_giscus should name repo, repo_id, category, category_id, not repo",
    ),
]


@pytest.mark.parametrize(("conf", "words"), MISTAKES)
def test_a_mistake_stops_the_build(make_blog: Callable[[str], Blog], conf: str, words: str) -> None:
    run = make_blog(f"blogkit_look = True\n{conf}\n").sphinx()
    assert run.returncode != 0
    assert words in " ".join(run.stderr.split())


def test_without_it_nothing_changes(make_blog: Callable[[str], Blog]) -> None:
    """An adopter's theme keeps its pages, whatever else is set."""
    blog = make_blog('blogkit_accent = "no colour"\n')
    blog.post("p.md")
    assert blog.sphinx().returncode == 0
    page = blog.read("out/p.html")
    assert "site-header" not in page
    assert "basic.css" in page
