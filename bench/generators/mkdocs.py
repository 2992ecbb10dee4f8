"""MkDocs with the Material theme and its blog, tags and search plugins. It has no feed of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.generators.base import ADDRESS, TITLE, PythonGenerator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.corpus import Post

SETTINGS = f"""\
site_name: {TITLE}
site_url: {ADDRESS}
theme:
  name: material
plugins:
  - search
  - blog
  - tags
markdown_extensions:
  - pymdownx.highlight
  - pymdownx.superfences
"""


class MkDocs(PythonGenerator):
    """Pagination, archive and categories as the blog plugin has them by default."""

    name = "mkdocs"
    label = "MkDocs-Material"
    output = "site"
    made = ("site", ".cache")
    sources = "docs/blog/posts"
    page = "blog/{day}/{name}/index.html"
    listings = ("tags/index.html",)
    requirements = "mkdocs.txt"
    shown = ("mkdocs-material", "mkdocs")

    def write_settings(self) -> None:
        (self.folder / "mkdocs.yml").write_text(SETTINGS)
        (self.folder / "docs/index.md").write_text(f"# {TITLE}\n\nWelcome.\n")
        (self.folder / "docs/tags.md").write_text("# Tags\n\n<!-- material/tags -->\n")
        (self.folder / "docs/blog/index.md").write_text("# Blog\n")

    def text(self, post: Post) -> str:
        return f"""---
date: {post.day:%Y-%m-%d}
slug: {post.name}
categories: [{post.category}]
tags: [{", ".join(post.tags)}]
---

# {post.title}

{post.body}"""

    def command(self) -> Sequence[str]:
        return [str(self.bin / "mkdocs"), "build"]
