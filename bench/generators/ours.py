"""This repository: its settings, templates and engine, with the corpus in place of its posts."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from bench.generators.base import AUTHOR, Generator, run_tool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.corpus import Post


def sphinx_text(post: Post) -> str:
    """A post as ABlog and MyST read it; ours and stock get the same file."""
    return f"""---
blogpost: true
date: {post.day:%Y-%m-%d}
author: {AUTHOR}
location: {post.place}
category: {post.category}
tags: {", ".join(post.tags)}
---

# {post.title}

{post.body}"""


class Ours(Generator):
    """Runs with the Python that runs the benchmark, which has the repository's packages."""

    name = "ours"
    label = "This blog"
    output = "_build/html"
    made = ("_build",)
    sources = "posts"
    page = "posts/{name}.html"
    listings = ("blog/tag/{slug}*.html", "blog/tag/{slug}/**/*.html")

    def install(self) -> None:
        """Compiled, as pip compiles all others: Python itself may not be allowed to."""
        folder = run_tool([sys.executable, "-c", "import blogkit; print(blogkit.__path__[0])"])
        run_tool([sys.executable, "-m", "compileall", "-q", folder.strip()])

    def versions(self) -> str:
        script = (
            "import blogkit; from importlib.metadata import version;"
            "print(f'blogkit {blogkit.__version__} on Sphinx {version(\"sphinx\")}')"
        )
        return run_tool([sys.executable, "-c", script])

    def write_settings(self) -> None:
        for name in ("conf.py", "index.md", "about.md"):
            shutil.copy(self.repository / name, self.folder)
        for name in ("_static", "_templates"):
            shutil.copytree(self.repository / name, self.folder / name)

    def text(self, post: Post) -> str:
        return sphinx_text(post)

    def environment(self) -> Mapping[str, str]:
        return os.environ

    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", "blogkit", "build"]
