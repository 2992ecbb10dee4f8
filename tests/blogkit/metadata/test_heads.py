"""What pages tell in their heads: descriptions, canonical addresses, OpenGraph, feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.blogkit.metadata.conftest import HOSTILE, URL
from tests.blogkit.metadata.heads import head_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.blogkit.conftest import Blog


def test_a_post_tells_all_of_itself_once(site: Path) -> None:
    head = head_of(site / "posts/a.html")
    said = "The first sentence is this. A second one! A third."
    expected = {
        "description": said,
        "og:type": "article",
        "og:title": "Ants",
        "og:description": said,
        "og:url": f"{URL}posts/a.html",
        "og:site_name": "A blog & more",
        "og:locale": "en_US",
        "og:image": f"{URL}_cards/posts/a.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Ants",
        "article:published_time": "2026-05-01T14:30:00+01:00",
        "article:section": "Talks",
        "twitter:card": "summary_large_image",
        "twitter:title": "Ants",
        "twitter:description": said,
        "twitter:image": f"{URL}_cards/posts/a.png",
        "twitter:image:alt": "Ants",
    }
    assert {name: head.one(name) for name in expected} == expected
    assert head.meta["article:tag"] == ["python", "c++"]
    authors = ["https://robin.example.org/", f"{URL}blog/author/sam-okoro.html"]
    assert head.meta["article:author"] == authors
    assert "article:modified_time" not in head.meta


def test_an_update_is_a_change(site: Path) -> None:
    head = head_of(site / "posts/ü.html")
    assert head.one("article:modified_time") == "2026-05-09T00:00:00+01:00"
    assert head.one("og:url") == f"{URL}posts/%C3%BC.html"
    assert head.one("og:image") == f"{URL}_cards/posts/%C3%BC.png"


def test_a_description_that_is_written_is_taken(site: Path) -> None:
    head = head_of(site / "posts/b.html")
    assert head.one("description") == head.one("og:description") == "What it is about."


def test_every_page_has_its_own_canonical_address(site: Path) -> None:
    addresses = {
        "index.html": URL,
        "about.html": f"{URL}about.html",
        "posts/a.html": f"{URL}posts/a.html",
        "posts/c d.html": "https://x.example/c",
        "blog.html": f"{URL}blog.html",
        "blog/page-2.html": f"{URL}blog/page-2.html",
        "blog/tag/python.html": f"{URL}blog/tag/python.html",
        "blog/tag.html": f"{URL}blog/tag.html",
    }
    for page, address in addresses.items():
        head = head_of(site / page)
        assert head.links["canonical"] == [address], page
        assert head.one("og:url") == address


def test_pages_that_are_no_posts_have_the_blogs_card(site: Path) -> None:
    for page in ("index.html", "about.html", "blog/tag/python.html"):
        head = head_of(site / page)
        assert head.one("og:type") == "website"
        assert head.one("og:image") == f"{URL}_cards/index.png"
    assert head_of(site / "about.html").one("og:title") == "About me"
    assert head_of(site / "about.html").one("description") == "I write. Others read."


def test_markup_in_a_title_is_words(site: Path) -> None:
    head = head_of(site / "posts/hostile.html")
    assert head.one("og:title").split() == HOSTILE.split()
    assert head.one("description") == 'A "quote" & <i>more</i>.'
    assert head.thing("BlogPosting")["headline"].split() == HOSTILE.split()


def test_what_is_not_to_be_found_tells_nothing(site: Path) -> None:
    for page in ("hidden.html", "search.html", "genindex.html", "old/u.html"):
        head = head_of(site / page)
        assert not [name for name in head.meta if name.startswith(("og:", "twitter:"))], page
        assert not head.things


def test_feeds_of_the_blog_and_of_a_posts_labels_are_named(site: Path) -> None:
    feeds = head_of(site / "posts/a.html").feeds
    assert ("../blog/tag/c.html", "A blog & more – c++") not in feeds
    named = {title for _, title in feeds}
    assert {f"A blog & more – {label}" for label in ("python", "c++", "Talks")} <= named
    for address, _ in feeds:
        assert (site / "posts" / address).resolve().is_file(), address
    label = {(address, title) for address, title in head_of(site / "blog/tag/python.html").feeds}
    assert ("../atom.xml", "A blog & more") in label


def test_without_an_address_nothing_absolute_is_told(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog('blog_baseurl = html_baseurl = ""\n')
    blog.post("posts/a.md", "# A\n\nText.\n")
    assert blog.run("build", "--strict").returncode == 0
    head = head_of(blog.root / "_build/html/posts/a.html")
    assert head.one("description") == head.one("og:description") == "Text."
    assert not {"og:url", "og:image", "twitter:image"} & head.meta.keys()
    assert not head.things
    made = {"robots.txt", "sitemap.xml", "_cards"}
    assert not made & {each.name for each in (blog.root / "_build/html").iterdir()}


def test_what_others_say_is_not_said_twice(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(
        'extensions.insert(0, "sphinxext.opengraph")\nogp_site_url = blog_baseurl\n'
        'ogp_image = "https://x.example/own.png"\nogp_social_cards = {"enable": False}\n'
        'templates_path = ["_templates"]\n'
    )
    head = '<script type="application/ld+json">{"@graph": [{"@type": "Thing"}]}</script>'
    head += '<meta content="summary" name="twitter:card">'
    blog.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}{% block extrahead %}' + head + "{{ super() }}{% endblock %}",
    )
    blog.post("posts/a.md", "# A\n\nText.\n")
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    told = head_of(blog.root / "out/posts/a.html")
    twice = {name for name, contents in told.meta.items() if len(contents) > 1}
    assert twice <= {"viewport"}  # which is the theme's
    assert told.one("og:image") == "https://x.example/own.png"
    assert "og:image:width" not in told.meta
    assert told.one("twitter:card") == "summary"
    assert "twitter:image" not in told.meta  # another picture than theirs
    assert [each["@type"] for each in told.things] == ["Thing"]


def test_a_draft_in_its_preview_is_not_to_be_found(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("")
    blog.post("posts/a.md", "# A\n\nText.\n", draft="true")
    assert blog.run("build", "--drafts").returncode == 0
    head = head_of(blog.root / "_build/drafts/posts/a.html")
    assert head.one("robots") == "noindex"
    assert not (blog.root / "_build/drafts/sitemap.xml").exists()
    assert not (blog.root / "_build/drafts/_cards/posts").exists()


def test_dirhtml_has_its_own_addresses(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("")
    blog.post("posts/a.md", "# A\n\nText.\n")
    run = blog.sphinx("dirhtml", "-W")
    assert run.returncode == 0, run.stderr
    head = head_of(blog.root / "out/posts/a/index.html")
    assert head.links["canonical"] == ["https://blog.example.org/posts/a/"]
    assert (blog.root / "out/_cards/posts/a.png").is_file()
    assert "<loc>https://blog.example.org/posts/a/</loc>" in blog.read("out/sitemap.xml")
