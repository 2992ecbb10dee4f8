"""The feeds of a built blog. Where a docstring says so, stock ABlog 0.11.13 fails the test."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from lxml import etree

from tests.blogkit.feeds.rfc4287 import NAMES, faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

    MakeBlog = Callable[[str], Blog]

CONF = """
blog_title = "A blog"
blog_authors = {
    "Robin": ("Robin Vega", "https://robin.example.org/"),
    "Sam": ("Sam Okoro", None),
}
blog_feed_archives = True
"""
TEXT = """\
# A title

First, [the other](other.md#part).

## Part

![A dot](dot.svg) [up](#a-title) [file]({download}`x`) <b id="here">bold</b>

![dot](dot.svg){width=10}
"""
SECTIONS = """\
# Diary

## Monday

```{post} 2026-05-04
:author: Sam
```

Rain.

## Tuesday

```{post} 2026-05-05
:author: Sam
:tags: sun
```

Sun, after [Monday](#monday).
"""
OUT = "_build/html"


def build(blog: Blog, *arguments: str) -> None:
    run = blog.run("build", *arguments)
    assert run.returncode == 0, run.stdout + run.stderr


def entries(blog: Blog, feed: str = "blog/atom.xml", folder: str = OUT) -> list[Any]:
    """The entries of a feed that keeps to RFC 4287."""
    content = (blog.root / folder / feed).read_bytes()
    assert not faults(content)
    read = feedparser.parse(content)
    assert not read.bozo
    return list(read.entries)


def content(entry: Any) -> str:
    return str(entry.content[0].value)


@pytest.fixture
def blog(make_blog: MakeBlog) -> Blog:
    """A blog with two posts, of which one links to the other."""
    blog = make_blog(CONF)
    blog.write("posts/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    blog.post(
        "posts/one.md", TEXT.replace(" [file]({download}`x`)", ""), author="Robin, Sam", tags="a b"
    )
    blog.post("posts/other.md", "# Other\n\n## Part\n\nText.\n", date="2026-05-02", author="Sam")
    return blog


def test_all_authors_are_named(blog: Blog) -> None:
    """Stock ABlog names one of two."""
    build(blog)
    one = entries(blog)[1]
    assert [author.name for author in one.authors] == ["Robin Vega", "Sam Okoro"]
    assert one.authors[0].href == "https://robin.example.org/"


def test_who_writes_the_blog_wrote_what_names_no_author(blog: Blog) -> None:
    """Stock ABlog names nobody, which is not valid."""
    blog.post("posts/one.md", "# One\n\n## A title\n\nText.\n")
    build(blog)
    assert [author.name for author in entries(blog)[1].authors] == ["A blog"]


def test_updated_is_the_newest_post_s(blog: Blog) -> None:
    """Stock ABlog writes the time of the build."""
    build(blog)
    assert feedparser.parse(blog.read(f"{OUT}/blog/atom.xml")).feed.updated == (
        "2026-05-02T00:00:00+00:00"
    )


def test_an_update_counts(blog: Blog) -> None:
    blog.post("posts/one.md", "# One\n\n```{update} 9 May 2026\nNews.\n```\n", author="Sam")
    build(blog)
    one = entries(blog)[1]
    assert (one.published[:10], one.updated[:10]) == ("2026-05-01", "2026-05-09")


@pytest.mark.parametrize(
    ("base", "site"),
    [
        ("https://e.org/", "https://e.org/"),
        ("https://e.org", "https://e.org/"),
        ("https://e.org/blog", "https://e.org/blog/"),
        ("e.org", "https://e.org/"),
        ("//e.org/b", "https://e.org/b/"),
    ],
)
def test_every_address_is_absolute(blog: Blog, base: str, site: str) -> None:
    """Stock ABlog leaves links within the page, and all without a scheme, relative."""
    blog.write("conf.py", f'{blog.read("conf.py")}\nblog_baseurl = html_baseurl = "{base}"\n')
    build(blog)
    one = entries(blog)[1]
    assert one.id == one.link == f"{site}posts/one.html"
    addresses = re.findall(r'(?:href|src)="([^"]*)"', content(one))
    assert addresses == [
        f"{site}posts/other.html#part",
        f"{site}_images/dot.svg",
        f"{site}posts/one.html#a-title",
        f"{site}_images/dot.svg",
        *addresses[4:],
    ]
    assert set(addresses[4:]) <= {f"{site}_images/dot.svg"}
    assert feedparser.parse(blog.read(f"{OUT}/blog/atom.xml")).feed.links == [
        {"href": site, "rel": "alternate", "type": "text/html"},
        {"href": f"{site}blog/atom.xml", "rel": "self", "type": "application/atom+xml"},
    ]


def test_the_whole_post_without_what_needs_its_page(blog: Blog) -> None:
    """Stock ABlog puts in the excerpt, and with full text the ids of all sections."""
    build(blog)
    text = content(entries(blog)[1])
    assert "bold" in text
    assert "A title" not in text
    assert not re.search(r"headerlink|\bid=", text)
    assert entries(blog)[1].summary == "First, the other."


def test_a_feed_for_each_label_and_an_id_for_each_feed(blog: Blog) -> None:
    """Stock ABlog gives one id to all feeds; the blog's own keeps it."""
    build(blog)
    labels = ("author/robin-vega", "author/sam-okoro", "tag/a-b", "2026")
    feeds = ["blog/atom.xml", *(f"blog/{label}/atom.xml" for label in labels)]
    written = {*(blog.root / OUT).rglob("*.xml")} - {blog.root / OUT / "sitemap.xml"}
    assert sorted(path.relative_to(blog.root / OUT).as_posix() for path in written) == sorted(feeds)
    assert [len(entries(blog, feed)) for feed in feeds] == [2, 1, 2, 1, 2]
    ids = [feedparser.parse(blog.read(f"{OUT}/{feed}")).feed.id for feed in feeds]
    site = "https://blog.example.org/"
    assert ids == [site, *(site + feed for feed in feeds[1:])]
    tagged = feedparser.parse(blog.read(f"{OUT}/blog/tag/a-b/atom.xml"))
    assert tagged.feed.title == "A blog - Posts tagged a b"
    assert tagged.feed.link == f"{site}blog/tag/a-b.html"
    assert tagged.entries[0].tags == [{"term": "ab", "scheme": None, "label": "a b"}]


def test_twenty_posts_unless_the_author_says_otherwise(make_blog: MakeBlog) -> None:
    """Stock ABlog takes every post there ever was; `None` still does."""
    blog = make_blog("")
    for number in range(1, 23):
        fields = {"date": f"2026-05-{number:02}", "author": "Sam"}
        blog.post(f"posts/{number}.md", f"# Post {number}\n\nText.\n", **fields)
    build(blog)
    titles = [entry.title for entry in entries(blog)]
    assert titles == [f"Post {number}" for number in range(22, 2, -1)]
    for written, expected in (("None", 22), ("3", 3)):
        blog.write("conf.py", f"{blog.read('conf.py')}\nblog_feed_length = {written}\n")
        build(blog)
        assert len(entries(blog)) == expected


@pytest.mark.parametrize(
    ("setting", "text"), [("blog_feed_fulltext = False", "First"), ("blog_feed_titles = True", "")]
)
def test_excerpts_or_titles_alone(blog: Blog, setting: str, text: str) -> None:
    blog.write("conf.py", f"{blog.read('conf.py')}\n{setting}\n")
    build(blog)
    one = entries(blog)[1]
    assert ("content" in one) == bool(text)
    assert not text or (text in content(one) and "bold" not in content(one))


def test_a_blog_without_an_address_has_no_feed_and_no_page_links_one(blog: Blog) -> None:
    """Stock ABlog writes none either, but its listings link one."""
    blog.write("conf.py", blog.read("conf.py") + '\nblog_baseurl = html_baseurl = ""\n')
    build(blog)
    assert not list((blog.root / OUT).rglob("*.xml"))
    assert not list((blog.root / OUT).rglob("feed.json"))
    for page in blog.pages():
        assert not re.search(r"atom\.xml|feed\.json", blog.read(f"{OUT}/{page}")), page


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_feed_that_a_page_links_is_there(blog: Blog, builder: str) -> None:
    """Stock ABlog under a name of one's own: every page links `atom.xml`, which is not there."""
    templates = 'blog_feed_templates = {"news": {}}\n'
    for conf, feeds in (("", 2), (templates, 1)):
        blog.write("conf.py", f"{blog.read('conf.py')}\n{conf}")
        assert blog.sphinx(builder, "-E").returncode == 0
        for page in blog.pages("out"):
            head = blog.read(f"out/{page}").split("</head>")[0]
            links = re.findall(r'<link[^>]*rel="alternate"[^>]*href="([^"]*)"', head)
            has_ablogs_template = not re.match("genindex|search", page)
            assert not re.search(r'<link[^>]*title=""', head), page  # stock: blog.html's
            assert len(links) == len(set(links)) >= (feeds if has_ablogs_template else 1), page
            assert feeds > 1 or len(links) == 1, page
            for link in links:
                assert (blog.root / "out" / page).parent.joinpath(link).is_file()


def test_pages_that_are_folders(blog: Blog) -> None:
    assert blog.sphinx("dirhtml").returncode == 0
    one = entries(blog, folder="out")[1]
    assert one.id == "https://blog.example.org/posts/one/"
    assert 'href="https://blog.example.org/posts/other/#part"' in content(one)


def test_several_posts_in_a_file(blog: Blog) -> None:
    blog.write("posts/diary.md", SECTIONS)
    build(blog)
    tuesday, monday = entries(blog)[:2]
    page = "https://blog.example.org/posts/diary.html"
    assert (monday.id, tuesday.id) == (f"{page}#monday", f"{page}#tuesday")
    assert "Rain." in content(monday)
    assert not re.search("Sun|Diary|<h", content(monday))
    assert f'href="{page}#monday"' in content(tuesday)


def test_an_author_s_own_words(blog: Blog) -> None:
    blog.write(
        "conf.py",
        blog.read("conf.py")
        + """
blog_feed_templates = {
    "atom": {},
    "social": {
        "title": "{{ blog.blog_title }}: {{ title }}",
        "content": "{{ summary }}{% for tag in post.tags %} #{{ tag.name }}{% endfor %}",
        "summary": "{{ pagename }} {{ feed_url }} {{ app.config.project }}",
    },
}
""",
    )
    build(blog)
    one = entries(blog, "blog/tag/a-b/social.xml")[0]
    assert one.title == "A blog: A title"
    assert content(one) == "First, the other. #a b"
    url = "https://blog.example.org/blog/tag/a-b/social.xml"
    assert one.summary == f"blog/tag/a-b {url} A blog"
    assert entries(blog)[1].title == "A title"


def test_a_template_that_cannot_be_read_is_named(blog: Blog) -> None:
    """Stock ABlog names neither the setting nor conf.py."""
    templates = '\nblog_feed_templates = {"atom": {"title": "{{ title"}}\n'
    blog.write("conf.py", blog.read("conf.py") + templates)
    run = blog.run("build")
    assert run.returncode == 1
    assert "blog_feed_templates['atom']['title'] in conf.py cannot be used" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_json_feed_says_the_same(blog: Blog) -> None:
    """Stock ABlog has none."""
    build(blog)
    read = json.loads(blog.read(f"{OUT}/blog/feed.json"))
    assert read["feed_url"] == "https://blog.example.org/blog/feed.json"
    atom = etree.fromstring((blog.root / OUT / "blog/atom.xml").read_bytes())
    for key, name in (("id", "id"), ("content_html", "content"), ("date_modified", "updated")):
        texts = [each.text for each in atom.iterfind(f"a:entry/a:{name}", NAMES)]
        assert [item[key] for item in read["items"]] == texts


def test_two_builds_give_the_same_bytes_and_an_equal_file_is_left_alone(blog: Blog) -> None:
    """Stock ABlog's feeds hold the time of the build; pictures of posts not written again break."""
    assert blog.sphinx().returncode == 0
    feeds = [*(blog.root / "out/blog").rglob("*.xml"), Path(blog.root, "out/blog/feed.json")]
    assert len(feeds) == 6
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in feeds}
    blog.post("posts/other.md", "# Other\n\n## Part\n\nMore.\n", date="2026-05-02", author="Sam")
    assert blog.sphinx().returncode == 0
    changed = {path.parent.name for path in feeds if path.read_bytes() != before[path][0]}
    assert changed == {"blog", "2026", "sam-okoro"}
    touched = {path.parent.name for path in feeds if path.stat().st_mtime_ns != before[path][1]}
    assert touched == changed
    blog.post("posts/other.md", "# Other\n\n## Part\n\nText.\n", date="2026-05-02", author="Sam")
    assert blog.sphinx("html", "-E").returncode == 0
    assert {path: path.read_bytes() for path in feeds} == {
        path: content for path, (content, _) in before.items()
    }


def test_characters_that_no_feed_can_hold(blog: Blog) -> None:
    blog.post("posts/one.md", "# Title\n\nText &#8; &#xFFFE; &amp; more 🔝.\n", author="Sam")
    build(blog)
    one = entries(blog)[1]
    assert "more 🔝" in content(one)


def test_a_blog_without_posts(make_blog: MakeBlog) -> None:
    blog = make_blog("")
    build(blog)
    assert entries(blog) == []
    assert json.loads(blog.read(f"{OUT}/blog/feed.json"))["items"] == []
