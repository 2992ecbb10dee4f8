"""Videos in a built blog, under a theme that knows nothing of ours: links, and players on request."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from tests.blogkit.conftest import CONF, Blog

PLAYER = '<iframe width="560" height="315" src="https://www.youtube.com/embed/abc?si=x" title="{}"></iframe>'
TEXT = f"""\
# Talks

Words before, {PLAYER.format("In a line")} and after.

{PLAYER.format("Between <b> & lines")}

<iframe src="https://maps.example.org/"></iframe>

```{{youtube}} defghijklmn
:aspect: 4:3
```

```{{vimeo}} 4711
```
"""
RST = """\
In reStructuredText
===================

.. raw:: html

   <iframe src="//player.vimeo.com/video/99"></iframe>

.. raw:: latex

   <iframe src="//player.vimeo.com/video/98"></iframe>
"""
MORE = """
extensions += ["sphinxcontrib.youtube"]
language = "en"
blog_languages = {"en": ("English", None), "de": ("Deutsch", None)}
blog_default_language = "en"
blog_feed_fulltext = True
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("videos") / "blog")
    blog.write("conf.py", CONF + MORE)
    blog.write("index.md", "# Home\n\n```{postlist}\n:excerpts:\n```\n")
    blog.write("plain.md", "---\norphan: true\n---\n\n# Plain\n")
    blog.write("old.rst", ":orphan:\n\n" + RST)
    blog.post("posts/talks.md", TEXT)
    german = f"# Ein Vortrag\n\nText.\n\n{PLAYER.format('Hafen')}\n"
    blog.post("posts/german.md", german, language="de")
    run = blog.sphinx("html", "-W", "--keep-going")
    assert run.returncode == 0, run.stderr
    return blog


def page_of(site: Blog, name: str) -> BeautifulSoup:
    return BeautifulSoup(site.read(f"out/{name}.html"), "html.parser")


def test_links_in_the_place_of_players(site: Blog) -> None:
    page = page_of(site, "posts/talks")
    links = {each["href"]: each for each in page.select("a.video")}
    assert set(links) == {
        "https://www.youtube.com/watch?v=abc",
        "https://www.youtube.com/watch?v=defghijklmn",
        "https://vimeo.com/4711",
    }
    titles = [each.get_text() for each in page.select(".video-title")]
    assert titles == ["In a line", "Between <b> & lines"]
    assert all(str(each["data-embed"]).startswith("https://") for each in links.values())
    assert links["https://www.youtube.com/watch?v=defghijklmn"]["class"] == [
        "video",
        "video-classic",
    ]


def test_nothing_is_left_that_loads_a_player(site: Blog) -> None:
    page = page_of(site, "posts/talks")
    assert [each["src"] for each in page.select("iframe")] == ["https://maps.example.org/"]
    assert "</iframe> and after" not in str(page)
    assert "www.youtube.com/embed" not in str(page)


def test_words_in_the_language_of_the_page(site: Blog) -> None:
    german = page_of(site, "posts/german").select_one("a.video")
    assert german is not None
    assert german.get_text() == "Hafen Video von YouTube abspielen"


def test_script_and_styles_where_there_is_a_video(site: Blog) -> None:
    assert "blogkit-videos" not in site.read("out/plain.html")
    for page in ("posts/talks", "old", "index"):  # whose excerpt has the one in a line
        text = site.read(f"out/{page}.html")
        assert text.count("blogkit-videos.css") == text.count("blogkit-videos.js") == 1


def test_raw_html_of_restructuredtext(site: Blog) -> None:
    links = page_of(site, "old").select("a.video")
    assert [each["href"] for each in links] == ["https://vimeo.com/99"]


def test_feeds_have_the_link(site: Blog) -> None:
    items = json.loads(site.read("out/blog/feed.json"))["items"]
    (text,) = [each["content_html"] for each in items if each["title"] == "Talks"]
    assert 'href="https://www.youtube.com/watch?v=abc"' in text
    assert "<script" not in text
    assert text.count("<iframe") == 1


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders_leave_it_out_as_all_raw_html(site: Blog, builder: str) -> None:
    run = site.sphinx(builder)
    assert run.returncode == 0, run.stderr
    assert "YouTube" not in "".join(
        each.read_text(encoding="utf-8") for each in (site.root / "out").rglob("*.t[xe][tx]")
    )
