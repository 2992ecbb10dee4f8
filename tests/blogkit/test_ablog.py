"""Everything that ABlog gives works: labels, listings, excerpts, updates, redirects, feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest

from tests.blogkit.conftest import begin_blog

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

CONF = """
blog_authors = {"Robin": ("Robin Vega", None), "Sam": ("Sam Okoro", None)}
blog_languages = {"en": ("English", None), "de": ("Deutsch", None)}
blog_locations = {"Köln": ("Köln am Rhein", None)}
blog_default_language = "en"
blog_feed_archives = True
blog_feed_fulltext = True
"""
DIRECTIVE = """\
# By directive

```{post} 3 Apr 2025
:tags: python
:author: Sam
:language: de
:excerpt: 1
```

Only this.

Not this.
"""
LONG = "# Long\n\nThe first paragraph.\n\nThe second one.\n\n![A dot](dot.svg)\n\nThe third one.\n"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """A blog that uses everything, built strictly."""
    blog = begin_blog(tmp_path_factory.mktemp("full"), CONF)
    blog.write("posts/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    blog.post(
        "posts/front.md",
        LONG + "\n```{update} 9 May 2026\nNews.\n```\n",
        tags="[python, django]",
        author="Robin, Sam",
        category="Talks",
        location="Köln",
        redirect="old/place",
        excerpt="2",
        image="1",
    )
    blog.write("posts/directive.md", DIRECTIVE)
    blog.write(
        "index.md",
        "# Home\n\n```{postlist} 5\n:tags: python\n:excerpts:\n```\n\n{ref}`tag-django`\n",
    )
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    return blog


def test_every_listing_has_its_page(full: Blog) -> None:
    labels = {
        *("author/robin-vega", "author/sam-okoro", "category/talks", "language/deutsch"),
        *("language/english", "location/koln-am-rhein", "tag/django", "tag/python"),
        *("archive", "author", "category", "language", "location", "tag", "2025", "2026"),
    }
    assert {f"blog/{label}.html" for label in labels} <= full.pages()
    for label in labels & {"tag/python", "language/english", "2026"}:
        assert "posts/front.html" in full.read(f"_build/html/blog/{label}.html")


def test_front_matter_and_directive_give_the_same(full: Blog) -> None:
    tagged = full.read("_build/html/blog/tag/python.html")
    assert tagged.index("Long") < tagged.index("By directive")


def test_excerpts_with_and_without_pictures(full: Blog) -> None:
    home = full.read("_build/html/index.html")
    assert "The second one." in home
    assert "The third one." not in home
    assert 'alt="A dot"' in home
    assert "Only this." in home
    assert "Not this." not in home


def test_an_update_is_shown_and_a_redirect_leads_on(full: Blog) -> None:
    assert "Updated on 09 May 2026" in full.read("_build/html/posts/front.html")
    assert "../posts/front.html" in full.read("_build/html/old/place.html")


def test_a_tag_can_be_referred_to(full: Blog) -> None:
    assert 'href="blog/tag/django.html"' in full.read("_build/html/index.html")


@pytest.mark.parametrize(
    ("feed", "titles"),
    [
        ("blog/atom.xml", ["Long", "By directive"]),
        ("blog/tag/django/atom.xml", ["Long"]),
        ("blog/author/sam-okoro/atom.xml", ["Long", "By directive"]),
        ("blog/language/deutsch/atom.xml", ["By directive"]),
    ],
)
def test_feeds_of_the_blog_and_of_each_label(full: Blog, feed: str, titles: list[str]) -> None:
    read = feedparser.parse(str(full.root / "_build/html" / feed))
    assert not read.bozo
    assert [entry.title for entry in read.entries] == titles
    assert read.entries[0].link.startswith("https://blog.example.org/posts/")
    assert "The third one." in read.entries[0].content[0].value or "Only this." in str(
        read.entries[0]
    )
