"""The pages that list posts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import lxml.html
import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from blogkit import links
from blogkit.listings import listing_pages
from blogkit.site import site_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

SIDEBARS = (
    "html_theme = 'alabaster'\n"
    "html_sidebars = {'**': ['ablog/postcard.html', 'ablog/recentposts.html',"
    " 'ablog/tagcloud.html', 'ablog/categories.html', 'ablog/archives.html',"
    " 'ablog/authors.html', 'ablog/languages.html', 'ablog/locations.html']}\n"
)


def _many(blog: Blog, count: int) -> None:
    for number in range(count):
        blog.post(
            f"posts/p{number:02}.md",
            f"# Post {number:02}\n\nText {number:02}.\n",
            date=f"2026-03-{number + 1:02}",
            tags="python",
        )


def _listed(page: str) -> list[str]:
    return re.findall(r"<h2><a[^>]*>\s*Post (\d\d)</a>", page)


@pytest.fixture
def paged(make_blog: Callable[[str], Blog]) -> Blog:
    """A blog of five posts, two to a page."""
    blog = make_blog("blogkit_posts_per_page = 2\n")
    _many(blog, 5)
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    return blog


def test_listings_are_in_pages_newest_first(paged: Blog) -> None:
    """Stock ABlog writes all posts on one page."""
    for listing in ("blog", "blog/tag/python", "blog/2026"):
        names = [listing, f"{listing}/page-2", f"{listing}/page-3"]
        pages = [paged.read(f"_build/html/{name}.html") for name in names]
        assert [_listed(page) for page in pages] == [["04", "03"], ["02", "01"], ["00"]]
    assert not any("page-1" in page or "page-4" in page for page in paged.pages())


def test_pages_lead_to_each_other(paged: Blog) -> None:
    first, second, third = (
        lxml.html.fromstring(paged.read(f"_build/html/blog{name}.html"))
        for name in ("", "/page-2", "/page-3")
    )
    assert first.xpath("//head/link[@rel='prev']") == []
    assert first.xpath("//head/link[@rel='next']/@href") == ["blog/page-2.html"]
    assert second.xpath("//head/link[@rel='prev']/@href") == ["../blog.html"]
    assert second.xpath("//nav/a[@rel='next']/@href") == ["page-3.html"]
    assert third.xpath("//head/link[@rel='next']") == []
    assert second.xpath("//h2/a/@href") == ["../posts/p02.html", "../posts/p01.html"]
    assert "page 2" in second.findtext(".//title")
    assert "page" not in first.findtext(".//title")


def test_twenty_posts_are_one_page(blog: Blog) -> None:
    _many(blog, 21)
    assert blog.run("build").returncode == 0
    assert len(_listed(blog.read("_build/html/blog.html"))) == 20
    assert _listed(blog.read("_build/html/blog/page-2.html")) == ["00"]


def test_pages_under_dirhtml(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("blogkit_posts_per_page = 2\n")
    _many(blog, 5)
    run = blog.sphinx("dirhtml", "-W")
    assert run.returncode == 0, run.stderr
    page = lxml.html.fromstring(blog.read("out/blog/page-2/index.html"))
    assert page.xpath("//h2/a/@href") == ["../../posts/p02/", "../../posts/p01/"]
    assert page.xpath("//head/link[@rel='prev']/@href") == ["../"]


@pytest.mark.parametrize("size", ["0", "-1", "'many'", "True"])
def test_a_wrong_number_is_told_at_the_start(make_blog: Callable[[str], Blog], size: str) -> None:
    blog = make_blog(f"blogkit_posts_per_page = {size}\n")
    for command, code in (("build", 1), ("check", 2)):
        run = blog.run(command)
        assert run.returncode == code
        assert f"blogkit_posts_per_page should be a number from 1 on, not {size}" in run.stderr
        assert "Traceback" not in run.stderr


@pytest.mark.filterwarnings("ignore:.* is deprecated")
def test_links_know_every_page_that_is_made(
    make_blog: Callable[[str], Blog], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    blog = make_blog(
        "blogkit_posts_per_page = 2\nblog_authors = {'R': ('Robin Vega', None)}\n"
        "blog_default_author = 'R'\nblog_languages = {'de': ('Deutsch', None)}\n"
    )
    _many(blog, 5)
    blog.post("a.md", tags="C++, C, c#, Ünter, python", category="A", language="de", author="Sam")
    blog.post("b.md", tags="hidden", draft="true")
    blog.write(
        "c.rst", "C\n=\n\n.. post:: 3 May 2025\n   :tags: C, .net\n   :location: x\n\nText.\n"
    )
    with docutils_namespace():
        app = Sphinx(
            blog.root, blog.root, blog.root / "out", blog.root / "trees", "html", status=None
        )
        app.build()
    made = {page.name for page in listing_pages(app)}
    known = {page for page in links.listing_pages(site_of(app)) if page.startswith("blog")}
    assert made == {page for page in known if not page.endswith((".xml", ".json"))}
    assert {f"{page}.html" for page in made} <= blog.pages("out")


def test_an_author_s_own_template_gets_all_posts(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("templates_path = ['own']\nblogkit_posts_per_page = 2\n")
    blog.write(
        "own/ablog/collection.html",
        "{% for post in collection %}<h2><a href='#'>{{ post.title }}</a></h2>{% endfor %}",
    )
    _many(blog, 5)
    assert blog.run("build").returncode == 0
    assert len(_listed(blog.read("_build/html/blog.html"))) == 5
    assert "blog/page-2.html" not in blog.pages()


@pytest.mark.parametrize("theme", ["basic", "alabaster", "pydata_sphinx_theme"])
def test_listings_are_sound_pages(make_blog: Callable[[str], Blog], theme: str) -> None:
    """Stock ABlog's have no h1 of their own, no description, paragraphs in paragraphs."""
    blog = make_blog(f"html_theme = '{theme}'\nfontawesome_included = True\n")
    raw = "# {0}\n\nSome <b id='twice'>bold</b> text by **{0}**.\n"
    for name in ("One", "Two"):
        blog.post(f"posts/{name}.md", raw.format(name), tags="python", category="A & B")
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    for name in ("blog", "blog/tag/python", "blog/2026", "blog/tag", "blog/archive"):
        text = blog.read(f"_build/html/{name}.html")
        page = lxml.html.fromstring(text)
        assert len(page.xpath("//h1[normalize-space()]")) >= 1
        (description,) = page.xpath("//meta[@name='description']/@content")
        assert ": " in description
        assert not re.search(r"<p [^>]*ablog-post-excerpt[^>]*>\s*<p", text)
        listing = page.xpath("//section//@id")
        assert [each for each, count in Counter(listing).items() if count > 1] == []
        assert "twice" not in listing


def test_overviews_do_not_grow_with_the_blog(blog: Blog) -> None:
    """Stock ABlog lists every post of every label on them."""
    _many(blog, 3)
    assert blog.run("build").returncode == 0
    overview = blog.read("_build/html/blog/tag.html")
    assert "Post 01" not in overview
    assert re.search(r'href="tag/python.html">python</a> <small>3</small>', overview)
    assert "Post 01" in blog.read("_build/html/blog/archive.html")  # while posts are few


def test_listings_can_be_named(make_blog: Callable[[str], Blog]) -> None:
    """Stock ABlog knows `{ref}` only; `{doc}` and a toctree name no page without a source."""
    blog = make_blog("html_theme = 'pydata_sphinx_theme'\nfontawesome_included = True\n")
    blog.write(
        "index.md",
        "# Home\n\n{ref}`blog-posts` {ref}`tag-python` {ref}`words <blog-archives>`\n"
        "{doc}`/blog/tag/python` {doc}`all <blog>` [](blog) [](/blog/tag.html)\n\n"
        "```{toctree}\n\nfirst\nblog\nMy tags <blog/tag>\n/blog/tag/python\nlast\n```\n",
    )
    blog.write("first.md", "# First\n")
    blog.write("last.md", "# Last\n")
    blog.post("posts/a.md", tags="python")
    for _ in range(2):
        run = blog.sphinx("html", "-W", "-d", "trees")
        assert run.returncode == 0, run.stderr
    page = lxml.html.fromstring(blog.read("out/index.html"))
    assert page.xpath("//div[contains(@class, 'toctree')]//a/text()") == [
        *("First", "Posts", "My tags", "python", "Last")
    ]
    assert page.xpath("//article//p//a[text() or *]/@href")[:4] == [
        *("blog.html", "blog/tag/python.html", "blog/archive.html", "blog/tag/python.html")
    ]
    other = lxml.html.fromstring(blog.read("out/posts/a.html"))
    assert "../blog/tag/python.html" in other.xpath("//nav//a/@href")


def test_a_toctree_s_listing_that_is_gone_is_told(blog: Blog) -> None:
    blog.write("index.md", "# Home\n\n```{toctree}\n\nblog/tag/python\n```\n")
    blog.post("posts/a.md", tags="python")
    assert blog.sphinx("html", "-W", "-d", "trees").returncode == 0
    blog.post("posts/a.md")
    blog.write("index.md", blog.read("index.md") + "\nMore.\n")
    run = blog.sphinx("html", "-d", "trees")
    assert "blog/tag/python" in run.stderr


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_toctree_with_a_listing_may_be_numbered(blog: Blog, builder: str) -> None:
    """Sphinx numbers each entry, and takes what has another number for a document to be written."""
    blog.write("index.md", "# Home\n\n```{toctree}\n:numbered:\n\nposts/a\nblog/archive\n```\n")
    blog.post("posts/a.md")
    run = blog.sphinx(builder, "-W", "-d", "trees")
    assert run.returncode == 0, run.stderr
    assert "2. " in blog.read("out/index.html")
    blog.write("index.md", blog.read("index.md").replace("posts/a\nblog/archive", "blog/archive"))
    run = blog.sphinx(builder, "-d", "trees")
    assert run.returncode == 0, run.stderr


def test_all_sidebars_of_ablog_work(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(SIDEBARS)
    blog.post("posts/a.md", "# First\n", tags="python, web", category="News", location="Köln")
    blog.post("posts/b.md", "# Second\n", date="2026-05-02", tags="python", author="Sam")
    blog.write(
        "posts/c.rst",
        "C\n=\n\nOne\n---\n\n.. post:: 3 May 2026\n\nA.\n\nTwo\n---\n\n.. post:: 4 May 2026\n\nB.\n",
    )
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    page = blog.read("out/posts/a.html")
    recent = page[page.index("ablog__recentposts") :]
    assert re.findall(r'<a href="([^"]*)">', recent)[1:4] == [
        *("c.html#two", "c.html#one", "b.html")
    ]
    assert "First" not in re.findall(r"- (\w+)", recent)
    assert "python (2)" not in page
    assert 'ablog-cloud-5">' in page


def test_a_postlist_filters_by_all_its_labels(blog: Blog) -> None:
    """Stock ABlog lists every post if a label has none."""
    blog.post("posts/a.md", "# Aaa\n", tags="python, web")
    blog.post("posts/b.md", "# Bbb\n", tags="python")
    lists = [":tags: python", ":tags: python, web", ":tags: nothing", ":author: nobody"]
    text = "".join(f"## {each}\n\n```{{postlist}}\n{each}\n```\n\n" for each in lists)
    blog.write("index.md", f"# Home\n\n{text}")
    assert blog.sphinx("html", "-W").returncode == 0
    parts = blog.read("out/index.html").split("<h2>")[1:5]
    assert [("Aaa" in part, "Bbb" in part) for part in parts] == [
        *((True, True), (True, False), (False, False), (False, False))
    ]


def test_a_postlist_leads_to_sections_and_elsewhere(blog: Blog) -> None:
    """Stock ABlog leads to the top of a file with several posts."""
    blog.write(
        "c.rst",
        "C\n=\n\nOne\n---\n\n.. post:: 3 May 2026\n\nA.\n\nTwo\n---\n\n.. post:: 4 May 2026\n   :external_link: https://other.example.org/\n\nB.\n",
    )
    assert blog.sphinx("html", "-W").returncode == 0
    page = lxml.html.fromstring(blog.read("out/index.html"))
    assert page.xpath("//*[contains(@class, 'postlist')]//a/@href") == [
        "https://other.example.org/",
        "c.html#one",
    ]


def test_a_taken_redirect_is_told_once(blog: Blog) -> None:
    blog.write(
        "posts/a.rst", "A\n=\n\n.. post:: 1 May 2026\n   :redirect: index, old/a, blog\n\nText.\n"
    )
    run = blog.sphinx()
    assert run.stderr.count("redirect: index") == 1
    assert run.stderr.count("redirect: blog'") == 1
    assert "old/a.html" in blog.pages("out")


def test_one_bad_link_is_told_once(blog: Blog) -> None:
    """Stock ABlog tells it again for each page that lists the post."""
    blog.write(
        "posts/a.rst", "A\n=\n\n.. post:: 1 May 2026\n   :tags: x, y\n\nSee :ref:`nowhere`.\n"
    )
    conf = "import blogkit\nblogkit.FEATURES = tuple(x for x in blogkit.FEATURES if 'check' not in x)\n"
    blog.write("conf.py", conf + blog.read("conf.py"))
    assert blog.sphinx().stderr.count("nowhere") == 1
