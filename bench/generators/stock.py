"""Sphinx, ABlog, MyST and pydata-sphinx-theme as they come, in the versions of requirements.txt.

The settings are those that `ablog start` writes (its sidebars, its extensions, feeds with every
post, none for each label), for Markdown and for this theme: ablog start's two sidebars that only
alabaster has give way to the theme's own. Feeds have full text, as those of the others have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.generators.base import ADDRESS, AUTHOR, TITLE, PythonGenerator
from bench.generators.ours import sphinx_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.corpus import Post

SETTINGS = f"""\
project = "{TITLE}"
author = copyright = "{AUTHOR}"
blog_title = "{TITLE}"
blog_baseurl = "{ADDRESS}"
blog_authors = {{"{AUTHOR}": ("{AUTHOR}", None)}}
blog_feed_fulltext = True
extensions = [
    "sphinx.ext.extlinks",
    "sphinx.ext.intersphinx",
    "sphinx.ext.todo",
    "myst_parser",
    "ablog",
]
exclude_patterns = ["_build"]
language = "en"
pygments_style = "sphinx"
html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_sidebars = {{
    "**": [
        "ablog/postcard.html",
        "sidebar-nav-bs.html",
        "ablog/recentposts.html",
        "ablog/tagcloud.html",
        "ablog/categories.html",
        "ablog/archives.html",
    ]
}}
"""
HOME = f"""\
# Welcome to {AUTHOR}'s Blog!

Hello World! Find more about me here: {{doc}}`about`

Here is a list of most recent posts:

```{{postlist}} 5
:excerpts:
```

```{{toctree}}
:hidden:

about
```
"""
ABOUT = f"""\
# About {AUTHOR}

The world wants to know more about you.
"""


class Stock(PythonGenerator):
    """What `extensions += ["blogkit"]` is measured against."""

    name = "stock"
    label = "Stock Sphinx + ABlog"
    output = "_build/html"
    made = ("_build",)
    sources = "posts"
    page = "posts/{name}.html"
    listings = ("blog/tag/{slug}.html",)
    requirements = "stock"
    shown = ("Sphinx", "ablog", "myst-parser", "pydata-sphinx-theme")

    def requirements_file(self) -> Path:
        return self.repository / "requirements.txt"

    def write_settings(self) -> None:
        (self.folder / "_static").mkdir()
        (self.folder / "conf.py").write_text(SETTINGS)
        (self.folder / "index.md").write_text(HOME)
        (self.folder / "about.md").write_text(ABOUT)

    def text(self, post: Post) -> str:
        return sphinx_text(post)

    def command(self) -> Sequence[str]:
        sphinx = [str(self.bin / "python"), "-m", "sphinx", "-b", "html", "-j", "auto"]
        return [*sphinx, "-d", "_build/doctrees", ".", "_build/html"]
