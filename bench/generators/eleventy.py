"""Eleventy with its feed and highlighting plugins, and the bare theme in bench/themes/eleventy."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from bench.generators.base import (
    HERE,
    Generator,
    UnavailableError,
    is_installed,
    mark_installed,
    run_tool,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.corpus import Post

THEME = HERE / "themes/eleventy"


class Eleventy(Generator):
    """A page for each tag with all its posts, ten posts a page elsewhere, one full-text feed."""

    name = "eleventy"
    label = "Eleventy, bare theme"
    output = "_site"
    made = ("_site",)
    sources = "posts"
    page = "posts/{name}/index.html"
    listings = ("tags/{slug}/index.html",)

    @property
    def place(self) -> Path:
        return self.tools / "eleventy"

    def install(self) -> None:
        wanted = HERE / "requirements/eleventy/package.json"
        if is_installed(self.place, wanted):
            return
        if not shutil.which("npm"):
            raise UnavailableError("npm is not installed")
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir(parents=True)
        shutil.copy(wanted, self.place)
        run_tool(["npm", "install", "--no-fund", "--no-audit"], folder=self.place)
        mark_installed(self.place, wanted)

    def versions(self) -> str:
        package = self.place / "node_modules/@11ty/eleventy/package.json"
        node = run_tool(["node", "--version"]).removeprefix("v")
        return f"eleventy {json.loads(package.read_text())['version']}, node {node}"

    def write_settings(self) -> None:
        shutil.copytree(THEME, self.folder, dirs_exist_ok=True)
        (self.folder / "node_modules").symlink_to(self.place / "node_modules")

    def text(self, post: Post) -> str:
        return f"""---
title: {post.title}
date: {post.day:%Y-%m-%d}
category: {post.category}
tags: [{", ".join(post.tags)}]
---

{post.body}"""

    def command(self) -> Sequence[str]:
        return ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
