"""Pages of our look are read by an independent parser of microformats (https://microformats.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mf2py
import pytest

from tests.blogkit.conftest import Blog
from tests.blogkit.metadata.conftest import URL

if TYPE_CHECKING:
    from pathlib import Path

CONF = f"""\
project = author = copyright = "A blog"
extensions = ["myst_parser", "ablog", "blogkit"]
html_theme = "pydata_sphinx_theme"
fontawesome_included = blogkit_look = True
blog_baseurl = html_baseurl = "{URL}"
blog_authors = {{"Robin": ("Robin Vega", "https://robin.example.org/")}}
blogkit_authors = {{"Robin": {{"about": "Writes this."}}}}
html_theme_options = {{
    "icon_links": [{{"name": "Mastodon", "url": "https://social.example.org/@robin", "icon": "x"}}],
}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    blog = Blog(tmp_path_factory.mktemp("microformats") / "blog")
    blog.write("conf.py", CONF)
    blog.write("index.md", "# Home\n\n```{postlist} 2\n:excerpts:\n```\n")
    blog.post(
        "posts/a.md",
        "# Ants & *more*\n\nThe first words.\n\n## Then\n\nOthers.\n\n```{update} 9 May 2026\nNews.\n```\n",
        tags="python, web",
        category="Talks",
        author="Robin",
    )
    blog.post("posts/b.md", "# Bees\n\nText.\n", date="2026-04-01", tags="python", author="Robin")
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    return blog.root / "_build" / "html"


def _items(page: Path, kind: str) -> list[dict[str, Any]]:
    parsed = mf2py.parse(doc=page.read_text(encoding="utf-8"), url=URL)
    return [each for each in parsed["items"] if kind in each["type"]]


def test_a_post_is_an_entry(site: Path) -> None:
    (entry,) = _items(site / "posts/a.html", "h-entry")
    said = entry["properties"]
    assert said["name"] == ["Ants & more"]
    assert said["url"] == [f"{URL}posts/a.html"]
    assert said["published"] == ["2026-05-01"]
    assert said["updated"] == ["2026-05-09"]
    assert sorted(said["category"]) == ["Talks", "python", "web"]
    assert "The first words." in said["content"][0]["value"]
    assert "Robin Vega" not in said["content"][0]["value"]
    (author,) = said["author"]
    assert author["type"] == ["h-card"]
    assert author["properties"]["name"] == ["Robin Vega"]


@pytest.mark.parametrize("page", ["blog.html", "blog/tag/python.html", "index.html"])
def test_a_listing_is_a_feed_of_entries(site: Path, page: str) -> None:
    (feed,) = _items(site / page, "h-feed")
    entries = [each["properties"] for each in feed["children"] if each["type"] == ["h-entry"]]
    assert [each["name"] for each in entries] == [["Ants & more"], ["Bees"]]
    assert [each["published"] for each in entries] == [["2026-05-01"], ["2026-04-01"]]
    assert [each["summary"] for each in entries] == [["The first words."], ["Text."]]
    assert all(each["url"][0].endswith(".html") for each in entries)


def test_an_author_has_a_card_and_is_known_elsewhere(site: Path) -> None:
    cards = _items(site / "blog/author/robin-vega.html", "h-card") or [
        child
        for feed in _items(site / "blog/author/robin-vega.html", "h-feed")
        for child in feed["children"]
        if "h-card" in child["type"]
    ]
    (card,) = cards
    assert card["properties"]["name"] == ["Robin Vega"]
    assert card["properties"]["note"][0].startswith("Writes this.")
    page = (site / "index.html").read_text(encoding="utf-8")
    parsed = mf2py.parse(doc=page, url=URL)
    assert parsed["rels"]["me"] == ["https://social.example.org/@robin"]
