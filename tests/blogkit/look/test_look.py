"""Pages in our look: a miniature blog, built once, and read as a browser reads it."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.blogkit.conftest import Blog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONF = """\
project = author = copyright = "A blog"
extensions = ["myst_parser", "ablog", "sphinx_design", "notfound.extension", "blogkit"]
blog_baseurl = html_baseurl = "https://blog.example.org/"
myst_heading_anchors = 6
html_theme = "pydata_sphinx_theme"
fontawesome_included = True
blogkit_look = True
blogkit_accent = "#a03c23"
blogkit_posts_per_page = 2
blog_authors = {"Robin": ("Robin Vega", "https://robin.example.org/")}
blog_default_author = "Robin"
blogkit_authors = {"Robin": {"picture": "_static/robin.svg", "about": "Writes this."}}
html_static_path = ["_static"]
templates_path = ["_templates"]
html_theme_options = {
    "announcement": "<p>We have <b>moved</b></p>",
    "external_links": [{"name": "Elsewhere", "url": "https://elsewhere.example.org/"}],
    "icon_links": [{"name": "Mastodon", "url": "https://social.example.org/@robin", "icon": "x"}],
    "footer_start": ["copyright", "mine"],
    "footer_end": "",
}
"""
LONG = """\
# A long post

First words.

## Table of Contents

- [One](#one)
- [Two](#two)

## One

```python
print("one")
```

## Two

Words & <b>more</b> words.
"""
FOREIGN = re.compile(r'(?:src|href)="(?:https?:)?//(?!blog\.example\.org)[^"]*"')
LINKED = {"https://robin.example.org/", "https://elsewhere.example.org/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of a blog of five posts and a page."""
    blog = Blog(tmp_path_factory.mktemp("look") / "blog")
    blog.write("conf.py", CONF)
    blog.write("_static/robin.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    blog.write("_templates/mine.html", "<p>Mine</p>\n")
    toctree = "```{toctree}\n:hidden:\n\nPosts </blog>\nabout\nposts/long\n```\n"
    blog.write("index.md", f"# Home\n\nWelcome.\n\n```{{postlist}} 4\n:excerpts:\n```\n\n{toctree}")
    blog.write("about.md", "# About\n\nA page.\n")
    blog.post("posts/long.md", LONG, date="2026-05-05", tags="python, travel", location="Lisbon")
    for day in range(1, 4):
        text = f"# Post {day}\n\nText {day}.\n"
        blog.post(f"posts/p{day}.md", text, date=f"2026-05-0{day}", tags="python, travel")
    blog.post("posts/old.md", "# Old\n\nOld text.\n", date="2020-01-01", featured="true")
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    return blog.root / "out"


def _page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


def _words(page: BeautifulSoup, path: str) -> list[str]:
    return [" ".join(each.get_text().split()) for each in page.select(path)]


PHOTOS = re.compile(r"<(?:link|script)[^>]*blogkit-photos\.(?:css|js)[^>]*>")


def _all_pages(site: Path) -> list[Path]:
    return [page for page in site.rglob("*.html") if "_static" not in page.parts]


def test_ordinary_pages_load_nothing(site: Path) -> None:
    """No search index, no Font Awesome, no framework, nothing from elsewhere; and few bytes."""
    for page in _all_pages(site):
        text = page.read_text(encoding="utf-8")
        if "<picture" in text:  # the large view, and the rows of galleries
            text = PHOTOS.sub("", text)
        assert "searchindex.js" not in text, page
        assert "_search/" not in text or page.name == "search.html", page
        assert not re.search(r"<script[^>]* src=", text), page
        assert not re.search(r'<link[^>]* rel="stylesheet"', text), page
        assert not re.search(r"font-?awesome|bootstrap|fa-solid|<iframe", text, re.IGNORECASE), page
        found = {each.partition('"')[2].rstrip('"') for each in FOREIGN.findall(text)}
        assert found <= LINKED | {"https://social.example.org/@robin"}, page
        assert len(gzip.compress(text.encode())) < 10_000, page


def test_every_page_has_landmarks_and_one_title(site: Path) -> None:
    for path in _all_pages(site):
        page = _page(path.parent, path.name)
        assert len(page.select("h1")) == 1, path
        for landmark in ("main", "body > header", "body > footer", "a.skip[href='#main-content']"):
            assert len(page.select(landmark)) == 1, (path, landmark)
        ids = [each["id"] for each in page.select("[id]")]
        assert len(ids) == len(set(ids)), path


def test_the_header_has_the_toctree_but_for_posts(site: Path) -> None:
    page = _page(site, "about.html")
    assert _words(page, ".site-header li") == ["Posts", "About", "Elsewhere"]
    assert _words(page, "[aria-current=page]") == ["About"]
    second = _page(site, "blog/page-2.html")
    assert _words(second, "[aria-current=page]") == ["Posts"]


def test_a_header_without_a_toctree_has_the_listings(make_blog: Callable[[str], Blog]) -> None:
    """Those that there are: tags come with the first post that has one."""
    look = 'html_theme = "pydata_sphinx_theme"\nfontawesome_included = blogkit_look = True\n'
    blog = make_blog(look)
    blog.write("index.md", "# Home\n\n```{toctree}\n:hidden:\n\nabout\n```\n")
    blog.write("about.md", "# About\n")
    assert blog.sphinx("html", "-W", "-d", "trees").returncode == 0
    out = blog.root / "out"
    assert _words(_page(out, "about.html"), ".site-header li") == ["Posts", "About"]
    blog.post("p.md", tags="python")
    assert blog.sphinx("html", "-W", "-d", "trees").returncode == 0
    words = ["Posts", "Tags", "Archive", "About"]
    assert _words(_page(out, "about.html"), ".site-header li") == words


def test_the_theme_s_options_are_shown(site: Path) -> None:
    page = _page(site, "about.html")
    assert _words(page, ".announcement") == ["We have moved"]
    assert _words(page, ".site-footer [rel=me]") == ["Mastodon"]
    assert _words(page, ".site-footer > p") == ["© Copyright A blog.", "Mine"]


def test_a_post_has_its_facts(site: Path) -> None:
    page = _page(site, "posts/long.html")
    assert _words(page, ".post-facts span") == ["Robin Vega", "May 5, 2026", "Lisbon", "1 min"]
    assert page.select(".post-facts time")[0].get("datetime") == "2026-05-05"
    assert page.select(".post-facts img")[0].get("src") == "../_static/robin.svg"
    assert _words(page, ".tags li") == ["python", "travel"]
    assert _words(page, ".author p") == ["Robin Vega", "Writes this. robin.example.org/"]
    assert _words(page, ".neighbours a") == ["← Previous Post 3"]
    assert _words(page, ".related li a") == ["Post 3", "Post 2", "Post 1"]


def test_the_author_s_contents_list_is_the_page_s(site: Path) -> None:
    """And it keeps its address, to which "back to top" leads."""
    page = _page(site, "posts/long.html")
    assert _words(page, "details.contents#table-of-contents summary") == ["Table of Contents"]
    assert _words(page, ".contents li") == ["One", "Two"]
    assert _words(page, "h2") == ["One#", "Two#", "Related posts"]
    assert not _page(site, "posts/p1.html").select(".contents")


def test_home_has_cards_and_first_those_that_are_featured(site: Path) -> None:
    page = _page(site, "index.html")
    titles = ["Old", "A long post", "Post 3", "Post 2"]
    assert _words(page, ".card h2") == titles
    assert _words(page, ".card.featured h2") == ["Old"]
    assert _words(page, ".card p.ablog-post-excerpt")[1] == "First words."


def test_a_listing_has_cards_and_ways_on(site: Path) -> None:
    page = _page(site, "blog/tag/python/page-2.html")
    assert _words(page, "h1") == ["Posts tagged python, page 2"]
    assert _words(page, ".card h2") == ["Post 2", "Post 1"]
    assert _words(page, ".pages > *") == ["← Newer posts", "Page 2 of 2"]
    assert _words(_page(site, "blog/author/robin-vega.html"), ".author b") == ["Robin Vega"]
    assert _words(_page(site, "blog/tag.html"), ".labels li") == ["python 4", "travel 4"]


def test_a_missing_page_leads_on(site: Path) -> None:
    page = _page(site, "404.html")
    form = page.select("form[role=search]")[0]
    assert form.get("data-search") == "/en/latest/search.html"
    assert form.get("action") == "/en/latest/blog/archive.html"
    assert _words(page, ".titles a")[:2] == ["A long post", "Post 3"]


def test_a_page_carries_only_the_styles_it_uses(site: Path) -> None:
    def style(name: str) -> str:
        return _page(site, name).select("style")[0].get_text()

    assert ".highlight" in style("posts/long.html")
    assert ".highlight" not in style("posts/p1.html")
    assert ".card" in style("index.html")
    assert ".card" not in style("about.html")
    assert "--pst-color-primary:light-dark(#a03c23," in style("about.html")
    for page in _all_pages(site):
        text = style(str(page.relative_to(site)))
        used = set(re.findall(r"var\((--[\w-]+)", text))
        assert used <= set(re.findall(r"(--[\w-]+):", text)), page
