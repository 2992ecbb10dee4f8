"""One small blog for all tests that only read: under a theme of Sphinx's, as an adopter has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blogkit.conftest import Blog

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://blog.example.org/"
CONF = f"""\
project = "A blog & more"
author = "Robin"
extensions = ["myst_parser", "ablog", "blogkit"]
html_theme = "basic"
html_sidebars = {{"**": []}}
blog_title = "A blog & more"
blog_baseurl = "{URL}"
blog_feed_subtitle = "Of this and that"
blog_feed_archives = True
blog_authors = {{"Robin": ("Robin Vega", "https://robin.example.org/"), "Sam": ("Sam Okoro", None)}}
blogkit_posts_per_page = 2
blogkit_timezone = "Europe/Lisbon"
html_favicon = "logo.svg"
html_extra_path = ["extra"]
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
HOSTILE = "So </script><b>1 < 2</b> & \u2028 日本語 🎉"


def write_blog(blog: Blog) -> None:
    """Posts of every kind, and pages that are none."""
    blog.write("conf.py", CONF)
    blog.write("logo.svg", LOGO)
    blog.write("extra/llms.txt", "")
    blog.write("index.md", "# Home\n\nWords of welcome.\n\n```{postlist} 2\n```\n")
    blog.write(
        "about.md", "---\norphan: true\n---\n\n# About *me*\n\nI write. Others read.\n\nMore.\n"
    )
    blog.write(
        "hidden.md",
        "---\norphan: true\nmyst:\n  html_meta:\n    robots: noindex\n---\n\n# Hidden\n\nText.\n",
    )
    blog.post(
        "posts/a.md",
        "# Ants\n\nThe first sentence is this. A second one! A third.\n\nNot this.\n",
        date="2026-05-01 14:30",
        tags="[python, c++]",
        category="Talks",
        author="Robin, Sam",
    )
    blog.post("posts/b.md", "# Bees\n\nText.\n", date="2026-04-01", description="What it is about.")
    blog.post(
        "posts/c d.md", "# Cats\n\nText.\n", date="2026-03-01", canonical_link="https://x.example/c"
    )
    updated = "# Updated\n\nText.\n\n```{update} 9 May 2026\nNews.\n```\n"
    blog.post("posts/ü.md", updated, date="2025-03-01", redirect="old/u")
    escaped = HOSTILE.replace("<", "\\<")
    said = "'A \"quote\" & <i>more</i>.'"
    blog.post("posts/hostile.md", f"# {escaped}\n\nText.\n", date="2025-01-01", description=said)
    blog.post("posts/draft.md", "# Draft\n\nText.\n", draft="true")
    blog.post("posts/later.md", "# Later\n\nText.\n", date="2028-01-01")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that blog."""
    blog = Blog(tmp_path_factory.mktemp("metadata") / "blog")
    write_blog(blog)
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    return blog.root / "_build" / "html"
