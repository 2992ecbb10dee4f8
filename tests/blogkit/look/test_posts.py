"""What a post's page shows of other posts, and what it shows only where the author asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydata_sphinx_theme
import pytest
from bs4 import BeautifulSoup
from pygments.styles import get_style_by_name
from pygments.token import Keyword

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

CONF = """\
html_theme = "pydata_sphinx_theme"
fontawesome_included = True
blogkit_look = True
myst_enable_extensions = ["tasklist"]
"""
GISCUS = """\
blogkit_giscus = {"repo": "robin/blog", "repo_id": "R1", "category": "Talk", "category_id": "C1"}
"""
EDIT = """\
html_theme_options = {"use_edit_page_button": True}
html_context = {"github_user": "robin", "github_repo": "blog", "github_version": "main"}
"""
OPTIONS = """\
html_title = "Titled"
html_theme_options = {"logo": {"text": "Named"}, "pygments_light_style": "xcode",
    "pygments_dark_style": "monokai", "secondary_sidebar_items": [], "footer_end": ["theme-version"]}
"""


@pytest.fixture
def make(make_blog: Callable[[str], Blog]) -> Callable[..., Blog]:
    """Make a blog in our look."""

    def make(conf: str = "") -> Blog:
        return make_blog(CONF + conf)

    return make


def _post(blog: Blog, number: int, **fields: str) -> None:
    text = f"# Post {number}\n\nText {number}.\n"
    blog.post(f"p{number}.md", text, **{"date": f"2026-03-0{number}", **fields})


def _page(blog: Blog, name: str) -> BeautifulSoup:
    return BeautifulSoup(blog.read(f"out/{name}.html"), "html.parser")


def _build(blog: Blog) -> None:
    run = blog.sphinx("html", "-W", "-d", "trees")
    assert run.returncode == 0, run.stderr


def _words(page: BeautifulSoup, path: str) -> list[str]:
    return [" ".join(each.get_text().split()) for each in page.select(path)]


def test_related_are_those_of_the_series_then_of_tags_and_of_these_the_nearest(
    make: Callable[..., Blog],
) -> None:
    blog = make()
    _post(blog, 1, tags="a, b")
    _post(blog, 2, tags="a")
    _post(blog, 3, tags="a", series="Trips, long ones")
    _post(blog, 4, tags="c", category="Notes")
    _post(blog, 5, tags="a, b")
    _post(blog, 6, category="Notes", series="Trips, long ones")
    _build(blog)
    related = {number: _words(_page(blog, f"p{number}"), ".related a") for number in range(1, 7)}
    assert related == {
        1: ["Post 5", "Post 2", "Post 3"],
        2: ["Post 3", "Post 1", "Post 5"],
        3: ["Post 6", "Post 2", "Post 5"],
        4: [],  # a category alone is not enough
        5: ["Post 1", "Post 3", "Post 2"],
        6: ["Post 3"],
    }


def test_a_series_has_a_box_and_a_page(make: Callable[..., Blog]) -> None:
    """A comma in its title is a comma; a series of one is told only on its page."""
    blog = make()
    for number in (1, 2, 3):
        _post(blog, number, series="Trips, long ones" if number < 3 else "Alone")
    _build(blog)
    page = _page(blog, "p1")
    assert _words(page, ".series p") == ["Series: Trips, long ones"]
    assert _words(page, ".series li") == ["Post 1", "Post 2"]
    assert _words(page, ".series [aria-current]") == ["Post 1"]
    assert not _page(blog, "p3").select(".series")
    assert _words(_page(blog, "blog/series"), ".labels li") == ["Alone 1", "Trips, long ones 2"]
    listing = _page(blog, "blog/series/trips-long-ones")
    assert _words(listing, ".card h2") == ["Post 2", "Post 1"]


def test_an_edit_of_the_text_writes_no_other_post(make: Callable[..., Blog]) -> None:
    blog = make()
    for number in (1, 2, 3):
        _post(blog, number, tags="a", series="Trips")
    _build(blog)
    before = {
        name: (blog.root / "out" / f"{name}.html").stat().st_mtime_ns for name in ("p1", "p3")
    }
    blog.write("p2.md", blog.read("p2.md") + "\n## A heading\n\nMore text.\n")
    _build(blog)
    assert "More text." in blog.read("out/p2.html")
    after = {name: (blog.root / "out" / f"{name}.html").stat().st_mtime_ns for name in before}
    assert after == before


def test_a_description_is_the_excerpt_wherever_one_is_shown(make: Callable[..., Blog]) -> None:
    blog = make()
    _post(blog, 1, description="What it is about.")
    _build(blog)
    card = _words(_page(blog, "blog"), ".card > p")
    assert card == ["What it is about.", "March 1, 2026"]
    assert "What it is about." in blog.read("out/blog/feed.json")
    assert "What it is about." not in " ".join(_words(_page(blog, "p1"), "article"))


def test_comments_are_loaded_on_click_only(make: Callable[..., Blog]) -> None:
    blog = make(GISCUS)
    _post(blog, 1)
    _post(blog, 2, nocomments="true")
    _build(blog)
    (button,) = _page(blog, "p1").select(".comments button[hidden]")
    assert button["data-repo-id"] == "R1"
    assert "giscus.app" not in blog.read("out/blog.html")
    assert not _page(blog, "p2").select(".comments")
    for page in ("p1", "p2"):
        assert not _page(blog, page).select("script[src], iframe")


def test_a_post_can_be_edited_where_its_repository_is_given(make: Callable[..., Blog]) -> None:
    blog = make(EDIT)
    _post(blog, 1)
    _build(blog)
    (link,) = (each for each in _page(blog, "p1").select(".post-ways a") if each.string == "Edit")
    assert link["href"] == "https://github.com/robin/blog/edit/main/p1.md"


def test_the_author_s_templates_extend_ours(make: Callable[..., Blog]) -> None:
    blog = make('templates_path = ["mine"]\n')
    blog.write(
        "mine/layout.html", '{% extends "!layout.html" %}{% block footer %}Bye{% endblock %}'
    )
    blog.write("mine/blogkit/series.html", "<p>Mine</p>")
    _post(blog, 1)
    _build(blog)
    page = _page(blog, "p1")
    assert page.select(".site-header")
    assert not page.select(".site-footer")
    assert "Bye" in page.get_text()
    assert "Mine" in _words(page, "article p")


def test_a_logo_for_each_mode(make: Callable[..., Blog]) -> None:
    names = '"image_light": "_static/day.svg", "image_dark": "_static/night.svg"'
    blog = make(f'html_theme_options = {{"logo": {{{names}}}}}\nhtml_static_path = ["_static"]\n')
    for name in ("day", "night"):
        blog.write(f"_static/{name}.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    _build(blog)
    page = _page(blog, "index")
    logos = {each["class"][0]: (each["src"], each["alt"]) for each in page.select(".site-name img")}
    title = page.select("title")[0].get_text().partition(" – ")[2]
    assert logos == {
        "only-dark": ("_static/night.svg", title),
        "only-light": ("_static/day.svg", title),
    }
    assert ".only-dark" in page.select("style")[0].get_text()


def test_what_is_asked_for_elsewhere_is_loaded_and_many_links_are_folded(
    make: Callable[..., Blog],
) -> None:
    """Analytics are an author's choice; so is how many links stand in the header."""
    options = '"header_links_before_dropdown": 1, "analytics": {"google_analytics_id": "G-1"}'
    blog = make(f"html_theme_options = {{{options}}}\n")
    _post(blog, 1, tags="a")
    _build(blog)
    page = _page(blog, "p1")
    assert [str(each["src"]).partition("?")[0] for each in page.select("script[src]")] == [
        "https://www.googletagmanager.com/gtag/js"
    ]
    assert _words(page, ".site-header nav > ul > li > a") == ["Posts"]
    assert _words(page, ".site-header details li") == ["Tags", "Archive"]


def test_other_options_of_the_theme_count_too(make: Callable[..., Blog]) -> None:
    """Its styles of code, no contents list, what the footer says; and the caption of code."""
    blog = make(OPTIONS)
    code = "```{code-block} python\n:caption: orders.py\n\nfor each in ():\n    pass\n```\n"
    blog.post(
        "p1.md", f"# One\n\n## A\n\n{code}\n## B\n\nText.\n\n## C\n\nText.\n", date="2026-05-01"
    )
    _build(blog)
    page = _page(blog, "p1")
    assert _words(page, "title, .site-name") == ["One – Titled", "Named"]
    assert page.select(".contents") == []
    assert _words(page, ".code-block-caption .caption-text") == ["orders.py"]
    style = page.select("style")[0].get_text().lower()
    for name in ("xcode", "monokai"):
        colour = get_style_by_name(name).style_for_token(Keyword)["color"] or ""
        assert f"#{colour.lower()}" in style
    footer = f"Built with the PyData Sphinx Theme {pydata_sphinx_theme.__version__}."
    assert _words(page, ".site-footer > p")[-1] == footer


def test_boxes_of_tasks_have_names(make: Callable[..., Blog]) -> None:
    blog = make()
    blog.post("p.md", "# A\n\n- [x] one\n- [ ] two\n")
    _build(blog)
    boxes = _page(blog, "p").select("input[type=checkbox]")
    assert [each["aria-label"] for each in boxes] == ["done", "to do"]


def test_a_blog_from_right_to_left(make: Callable[..., Blog]) -> None:
    blog = make('language = "ar"\n')
    _post(blog, 1)
    _build(blog)
    html = _page(blog, "p1").select("html")[0]
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


def test_odd_posts_do_not_break_a_page(make: Callable[..., Blog]) -> None:
    """No title, no words, signs that HTML knows, a contents list of its own in a strange shape."""
    blog = make()
    blog.post("empty.md", "# <b>&amp;\n", tags="<i>a", series="<s>")
    blog.post("emoji.md", "# 👩‍👩‍👧 é\r\n\r\n" + "字" * 2000 + "\r\n")
    blog.post(
        "toc.md",
        "# T\n\n## Contents\n\n- [x](#a)\n\nWords.\n\n## a\n\nA.\n\n## b\n\nB.\n\n## c\n\nC.\n",
    )
    _build(blog)
    assert _words(_page(blog, "emoji"), ".post-facts span")[-1] == "4 min"
    assert _words(_page(blog, "toc"), ".contents summary") == ["On this page"]
    for name in ("empty", "emoji", "toc", "blog", "blog/series"):
        page = _page(blog, name)
        assert len(page.select("h1")) == 1
        ids = [each["id"] for each in page.select("[id]")]
        assert len(ids) == len(set(ids))
        assert not page.select("main i, main s")
