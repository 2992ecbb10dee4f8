"""One preview for all tests of a module: each test has posts of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blogkit.conftest import CONF, Blog
from tests.blogkit.live.preview import preview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.blogkit.live.preview import Preview

MORE = """\
html_static_path = ["_static"]
html_css_files = ["own.css"]
blogkit_editor = "vscode://file/{path}:{line}:{column}"
"""
POSTS = ("edited", "broken", "mended", "styled", "linking", "many", "gone", "last", "raising")
EXTENSION = """\
from docutils.parsers.rst import Directive


class Falls(Directive):
    def run(self):
        raise RuntimeError("it fell over")


def setup(app):
    app.add_directive("falls", Falls)
"""


@pytest.fixture(scope="module")
def live_blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("live") / "my blog")
    blog.write(
        "conf.py", f"import sys\nsys.path.insert(0, '.')\n{CONF}{MORE}extensions += ['own']\n"
    )
    blog.write("own.py", EXTENSION)
    blog.write("_static/own.css", "body { color: #123 }\n")
    blog.write("index.md", "# Home\n\n```{postlist}\n:excerpts:\n```\n")
    for name in POSTS:
        blog.post(f"posts/{name}.md")
    return blog


@pytest.fixture(scope="module")
def running(live_blog: Blog) -> Iterator[Preview]:
    with preview(live_blog.root) as running:
        yield running
