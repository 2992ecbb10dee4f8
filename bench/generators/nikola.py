"""Nikola with what `nikola init` writes, which builds only what an edit touches."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench.generators.base import PythonGenerator, run_tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.corpus import Post


class Nikola(PythonGenerator):
    """Its default theme (bootblog4) and listings; RSS feeds, of which each tag has one."""

    name = "nikola"
    label = "Nikola"
    output = "output"
    made = ("output", "cache", "__pycache__")
    sources = "posts"
    page = "posts/{name}/index.html"
    listings = ("categories/{slug}/index.html",)
    requirements = "nikola.txt"
    shown = ("Nikola", "Markdown", "doit")

    def write_settings(self) -> None:
        shutil.rmtree(self.folder)
        nikola = str(self.bin / "nikola")
        run_tool([nikola, "init", "-q", self.folder.name], folder=self.folder.parent)
        (self.folder / self.sources).mkdir(exist_ok=True)

    def forget(self) -> None:
        super().forget()
        for database in self.folder.glob(".doit.db*"):
            database.unlink()

    def text(self, post: Post) -> str:
        return f"""<!--
.. title: {post.title}
.. slug: {post.name}
.. date: {post.day:%Y-%m-%d} 00:00:00 UTC
.. tags: {", ".join(post.tags)}
.. category: {post.category}
.. link:
.. description:
.. type: text
-->

{post.body}"""

    def command(self) -> Sequence[str]:
        return [str(self.bin / "nikola"), "build"]
