"""The directives that others may use are read here as they are read when they are rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, directives
from docutils.parsers.rst.languages import get_language
from docutils.utils import new_document
from sphinx.testing.util import SphinxTestApp

from blogkit.trust.harmless import DIRECTIVES, OPTIONS, Argument, Body

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONF = """
extensions = ["myst_parser", "ablog", "sphinx_design", "blogkit"]
html_theme = "basic"
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Each directive as Sphinx finds it in a blog."""
    root: Path = tmp_path_factory.mktemp("blog")
    (root / "conf.py").write_text(CONF, encoding="utf-8")
    (root / "index.md").write_text("# Home\n", encoding="utf-8")
    app = SphinxTestApp("html", srcdir=root)
    document = new_document("index.md", get_default_settings(Parser()))
    english: Any = get_language("en")
    yield {name: directives.directive(name, english, document)[0] for name in DIRECTIVES}
    app.cleanup()


@pytest.mark.parametrize("name", DIRECTIVES)
def test_it_is_cut_into_the_same_parts(found: dict[str, Any], name: str) -> None:
    directive, shape = found[name], DIRECTIVES[name]
    has_argument = bool(directive.required_arguments or directive.optional_arguments)
    assert has_argument == (shape.argument is not Argument.NONE)
    assert directive.option_spec
    assert directive.has_content or shape.body in (Body.NONE, Body.MATH)


def test_every_option_belongs_to_one(found: dict[str, Any]) -> None:
    known = {option for directive in found.values() for option in directive.option_spec}
    assert known >= OPTIONS
