"""A file's front matter changes MyST's settings as MyST changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from myst_parser.config.main import merge_file_level
from myst_parser.parsers import sphinx_
from sphinx.application import Sphinx

from blogkit.faster.file_settings import FUNCTION, with_less
from blogkit.settings import PERMISSIVE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog


def merged(merge: Callable[..., Any], topmatter: dict[str, Any]) -> tuple[Any, list[str]]:
    told: list[str] = []
    found = merge(PERMISSIVE, topmatter, lambda _, words: told.append(words))
    assert found is not PERMISSIVE
    return found, told


@pytest.mark.parametrize(
    "topmatter",
    [
        {},
        {"date": "5 October 2025", "tags": ["a"], "title_to_header": True, 7: None},
        {"myst": {"title_to_header": True}},
        {"myst": None},
        {"myst": {"nothing": 1}},
        {"html_meta": {"description": "a"}},
        {"substitutions": {"a": "b"}},
        {"substitutions": "b"},
    ],
    ids=str,
)
def test_it_is_merged_alike(topmatter: dict[str, Any]) -> None:
    stock = merged(merge_file_level, topmatter)
    assert merged(with_less(merge_file_level), topmatter) == stock


def test_a_build_uses_it_and_puts_the_function_back(blog: Blog) -> None:
    blog.post("posts/one.md", "# One\n")
    during: list[object] = []
    app = Sphinx(blog.root, blog.root, blog.root / "out", blog.root / "trees", "html", status=None)
    app.connect("source-read", lambda *_: during.append(vars(sphinx_)[FUNCTION]))
    app.build()
    assert during
    assert merge_file_level not in during
    assert vars(sphinx_)[FUNCTION] is merge_file_level
