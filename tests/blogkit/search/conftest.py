"""A blog in our look, of which search has something to say."""

from __future__ import annotations

import pytest

from tests.blogkit.conftest import Blog

CONF = """\
project = author = copyright = "A blog"
extensions = ["myst_parser", "ablog", "blogkit"]
blog_baseurl = html_baseurl = "https://blog.example.org/"
language = "en"
html_theme = "pydata_sphinx_theme"
fontawesome_included = True
blogkit_look = True
blogkit_ignored_checks = ["missing-date", "empty-section", "same-title"]
"""


@pytest.fixture
def searched(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    return write_blog(Blog(tmp_path_factory.mktemp("search") / "my blog"))


def write_blog(blog: Blog) -> Blog:
    """Posts and pages that can be found, and such as must not be."""
    blog.write("conf.py", CONF)
    blog.write("index.md", "# Home\n\nhomeword\n\n```{postlist}\n:excerpts:\n```\n")
    blog.write("about.md", "# About\n\naboutword\n\n```{postlist}\n```\n")
    blog.write("no.md", "---\nnosearch: true\n---\n\n# No\n\nhiddenone\n")
    robots = '---\nmyst:\n  html_meta:\n    robots: "noindex, follow"\n---\n'
    blog.write("robots.md", f"{robots}\n# Robots\n\nhiddentwo\n")
    lisbon = "# Lisbon\n\nHills and trams; C++ too.\n"
    blog.post("posts/2025/lisbon.md", lisbon, date="2025-05-01", tags="travel, Café")
    blog.post(
        "posts/2026/东京 trip.md",
        "# 東京都\n\nThe tram stories.\n",
        date="2026-05-01",
        tags="travel",
    )
    blog.post("posts/2026/diary.md", "# Diary\n\nA story.\n", date="2026-05-03")
    blog.post("posts/draft.md", "# Draft\n\ndraftword\n", draft="true")
    blog.post("posts/future.md", "# Future\n\nfutureword\n", date="2028-01-01")
    blog.post("posts/undated.md", "# Undated\n\nundatedword\n", date="")
    return blog
