"""Names that several documents define, or only one does: what was edited last decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blogkit.law_pages import built_like_a_clean_build, pages

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

TERM = "```{glossary}\nAnt\n  An insect.\n```\n"
EQUATION = "```{math}\n:label: euler\ne = 1\n```\n"
CITATION = "```{eval-rst}\n.. [Knu84] A book.\n```\n"
FUNCTION = "```{py:function} walk(x)\nIt walks.\n```\n"
OPTION = "```{option} --fast\nIt is fast.\n```\n"
SHOWING = {
    "term": (TERM, "{term}`Ant`"),
    "equation": (EQUATION, "{eq}`euler`"),
    "citation": (CITATION, "```{eval-rst}\n[Knu84]_\n```"),
    "function": (FUNCTION, "{py:func}`walk`"),
    "option": (OPTION, "{option}`--fast`"),
    "label": ("(there)=\n## Somewhere\n\nText.\n", "{ref}`there`"),
}


@pytest.fixture(params=SHOWING)
def case(request: pytest.FixtureRequest) -> tuple[str, str]:
    """What defines a name, and what refers to it."""
    return SHOWING[request.param]


def test_a_name_that_two_documents_define_is_the_same_ones_whatever_was_edited(
    blog: Blog, tmp_path: Path, case: tuple[str, str]
) -> None:
    defining, referring = case
    pages(blog, about=referring, one=defining, two="Some text.")
    built_like_a_clean_build(blog, tmp_path)
    pages(blog, two=defining)
    told = built_like_a_clean_build(blog, tmp_path)
    pages(blog, one=f"{defining}\nEdited.")
    assert built_like_a_clean_build(blog, tmp_path) == told
    pages(blog, two="Some text.")
    assert "two.md" not in built_like_a_clean_build(blog, tmp_path)


def test_a_name_that_nobody_knew_is_found_once_a_document_defines_it(
    blog: Blog, tmp_path: Path, case: tuple[str, str]
) -> None:
    defining, referring = case
    pages(blog, about=referring, one="Some text.")
    built_like_a_clean_build(blog, tmp_path)
    pages(blog, one=defining)
    built_like_a_clean_build(blog, tmp_path)
    assert "one.html#" in blog.read("out/about.html")


def test_the_number_of_an_equation_is_right_on_other_pages(blog: Blog, tmp_path: Path) -> None:
    other = EQUATION.replace("euler", "gauss")
    pages(blog, about="{eq}`euler`", one=EQUATION + other)
    built_like_a_clean_build(blog, tmp_path)
    pages(blog, one=other + EQUATION)
    built_like_a_clean_build(blog, tmp_path)
    assert ">(2)<" in blog.read("out/about.html")


def test_several_readers_tell_of_two_definitions_as_one_does(blog: Blog, tmp_path: Path) -> None:
    for number in range(8):
        pages(blog, **{f"page-{number}": TERM + EQUATION + CITATION})
    built_like_a_clean_build(blog, tmp_path, "-j", "4")


def test_a_heading_that_a_document_has_twice_is_told_of(blog: Blog, tmp_path: Path) -> None:
    conf = blog.read("conf.py")
    blog.write("conf.py", f"{conf}\nextensions.append('sphinx.ext.autosectionlabel')\n")
    pages(blog, one="## Day\n\nText.\n\n## Day\n\nText.", two="## Day\n\nText.")
    told = built_like_a_clean_build(blog, tmp_path)
    assert "one.md:11: WARNING: duplicate label day, other instance in ./one.md" in told
    assert "two.md:7: WARNING: duplicate label day, other instance in ./one.md" in told
