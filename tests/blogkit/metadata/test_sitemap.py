"""The sitemap has every page that is to be found, with the dates that authors wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.blogkit.metadata.conftest import URL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.blogkit.conftest import Blog

NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _entries(file: Path) -> dict[str, str | None]:
    root = ElementTree.parse(file).getroot()  # noqa: S314 - our own
    urls = root.findall(f"{NAMES}url")
    entries = {str(each.findtext(f"{NAMES}loc")): each.findtext(f"{NAMES}lastmod") for each in urls}
    assert len(entries) == len(urls)
    return entries


def test_dates_are_the_authors(site: Path) -> None:
    entries = _entries(site / "sitemap.xml")
    expected = {
        "": "2026-05-09",
        "about.html": None,
        "posts/a.html": "2026-05-01T14:30:00+01:00",
        "posts/b.html": "2026-04-01",
        "posts/%C3%BC.html": "2026-05-09",
        "blog.html": "2026-05-01T14:30:00+01:00",
        "blog/page-2.html": "2026-05-09",
        "blog/tag/python.html": "2026-05-01T14:30:00+01:00",
        "blog/2025.html": "2026-05-09",
    }
    expected[""] = "2026-05-01T14:30:00+01:00"
    assert {path: entries[URL + path] for path in expected} == expected


@pytest.mark.parametrize(
    "page", ["hidden", "search", "genindex", "404", "old/u", "posts/draft", "posts/later", "index"]
)
def test_what_is_not_to_be_found_is_not_in_it(site: Path, page: str) -> None:
    assert f"{URL}{page}.html" not in _entries(site / "sitemap.xml")


def test_a_blog_that_draws_its_own_keeps_its_settings(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(
        'extensions.append("sphinx_sitemap")\nsitemap_url_scheme = "en/{link}"\n'
        'sitemap_filename = "map.xml"\nsitemap_excludes = ["about*"]\n'
    )
    blog.write("about.md", "---\norphan: true\n---\n\n# About\n")
    blog.post("posts/a.md")
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    entries = _entries(blog.root / "out/map.xml")
    assert entries["https://blog.example.org/en/posts/a.html"] == "2026-05-01"
    assert not [each for each in entries if "about" in each]
    assert "Sitemap: https://blog.example.org/map.xml" in blog.read("out/robots.txt")
