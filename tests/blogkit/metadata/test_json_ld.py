"""JSON-LD has what schema.org and search engines ask for, in the types that they ask for.

https://developers.google.com/search/docs/appearance/structured-data/article and …/breadcrumb
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.blogkit.metadata.conftest import URL
from tests.blogkit.metadata.heads import head_of

if TYPE_CHECKING:
    from pathlib import Path

POSTS = ("posts/a.html", "posts/b.html", "posts/ü.html", "posts/hostile.html")


def _is_address(value: Any) -> bool:
    parts = urlsplit(value)
    return parts.scheme == "https" and bool(parts.netloc)


@pytest.mark.parametrize("page", POSTS)
def test_a_post_has_what_is_asked_of_a_blog_posting(site: Path, page: str) -> None:
    post = head_of(site / page).thing("BlogPosting")
    assert 0 < len(post["headline"]) <= 110
    assert _is_address(post["url"])
    assert post["mainEntityOfPage"] == post["url"]
    for name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(post[name]).tzinfo, name
    assert post["dateModified"] >= post["datePublished"]
    assert post["author"]
    for author in post["author"]:
        assert author["@type"] == "Person"
        assert author["name"]
        assert _is_address(author.get("url", URL))
    image = post["image"]
    assert image["@type"] == "ImageObject"
    assert _is_address(image["url"])
    assert image["width"] >= 1200
    assert post["publisher"]["name"] == "A blog & more"
    assert post["inLanguage"] == "en"


def test_two_authors_are_two_and_tags_are_a_list(site: Path) -> None:
    post = head_of(site / "posts/a.html").thing("BlogPosting")
    assert [each["name"] for each in post["author"]] == ["Robin Vega", "Sam Okoro"]
    assert post["keywords"] == ["python", "c++"]
    assert post["articleSection"] == "Talks"


def test_a_post_without_an_author_is_the_blogs(site: Path) -> None:
    (author,) = head_of(site / "posts/b.html").thing("BlogPosting")["author"]
    assert author == {"@type": "Person", "name": "Robin"}


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("posts/a.html", ["A blog & more", "Talks", "Ants"]),
        ("posts/b.html", ["A blog & more", "All posts", "Bees"]),
        ("about.html", ["A blog & more", "About me"]),
        ("blog/tag/python.html", ["A blog & more", "Posts tagged python"]),
    ],
)
def test_breadcrumbs_lead_from_home_to_the_page(site: Path, page: str, names: list[str]) -> None:
    crumbs = head_of(site / page).thing("BreadcrumbList")["itemListElement"]
    assert [each["name"] for each in crumbs] == names
    assert [each["position"] for each in crumbs] == [*range(1, len(names) + 1)]
    assert {each["@type"] for each in crumbs} == {"ListItem"}
    for each in crumbs:
        path = each["item"].removeprefix(URL)
        assert (site / (path or "index.html")).is_file()


def test_home_is_the_site_and_the_blog(site: Path) -> None:
    head = head_of(site / "index.html")
    assert head.thing("WebSite")["name"] == "A blog & more"
    assert head.thing("Blog")["description"] == "Of this and that"
    assert head.thing("WebSite")["url"] == head.thing("Blog")["url"] == URL


def test_no_text_can_end_the_script(site: Path) -> None:
    page = (site / "posts/hostile.html").read_text(encoding="utf-8")
    _, data = page.split('<script type="application/ld+json">')
    inside, _ = data.split("</script>", 1)
    assert "<" not in inside
    assert "\u2028" not in inside
