"""The search index of a built blog, read as a browser reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import blogkit
from tests.blogkit.conftest import Blog
from tests.blogkit.law_builds import snapshot
from tests.blogkit.search.conftest import write_blog
from tests.blogkit.search.reader import Reader, decoded

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = ("homeword", "hiddenone", "hiddentwo", "draftword", "futureword", "undatedword")


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """Built by `sphinx-build`, one process."""
    blog = write_blog(Blog(tmp_path_factory.mktemp("search") / "my blog"))
    run = blog.sphinx("html", "-j", "1")
    assert run.returncode == 0, run.stderr
    return blog


@pytest.fixture(scope="module")
def reader(blog: Blog) -> Reader:
    return Reader(blog.root / "out")


def test_words_lead_to_pages(reader: Reader) -> None:
    assert reader.titles("hills") == ["Lisbon"]
    assert reader.titles("c++") == ["Lisbon"]
    assert reader.titles("tram") == ["Lisbon", "東京都"]
    assert reader.titles("aboutword") == ["About"]
    assert reader.titles("京都") == ["東京都"]
    assert reader.titles("cafe") == ["Lisbon"]
    assert reader.titles("nowhere") == []


def test_another_form_of_a_word_is_known(reader: Reader) -> None:
    assert reader.kin("stories") == ["stories", "story"]
    assert reader.kin("hills") == ["hills"]


def test_a_page_shows_its_address_day_and_text(blog: Blog, reader: Reader) -> None:
    (hit,) = reader.hits("東京")
    page = reader.load(str(hit.number))
    assert page == {
        "address": "posts/2026/%E4%B8%9C%E4%BA%AC%20trip.html",
        "title": "東京都",
        "day": "2026-05-01",
        "date": "May 1, 2026",
        "picture": "",
        "text": ["The tram stories."],
    }


def test_labels_to_filter_by(blog: Blog, reader: Reader) -> None:
    index = reader.load("index")
    assert {label: len(decoded(pages)) for label, pages in index["year"].items()} == {
        "2025": 1,
        "2026": 2,
    }
    assert {label: len(decoded(pages)) for label, pages in index["tag"].items()} == {
        "Café": 1,
        "travel": 2,
    }
    assert index["count"] == 4
    page = blog.read("out/search.html")
    options = re.findall("<option>(.*?)</option>", page)
    assert options == ["Café", "travel", "2026", "2025"]


@pytest.mark.parametrize("word", HIDDEN)
def test_what_is_not_to_be_found_is_nowhere(reader: Reader, word: str) -> None:
    assert word not in reader.everything()


def test_listings_are_no_text(reader: Reader) -> None:
    """The page about the blog lists its posts; a reader looks for the posts."""
    assert reader.titles("lisbon") == ["Lisbon"]
    assert reader.titles("posted") == []


def test_sphinx_s_index_is_not_made(blog: Blog) -> None:
    names = {path.name for path in (blog.root / "out").rglob("*")}
    assert "searchindex.js" not in names
    page = blog.read("out/search.html")
    assert "_static/searchtools.js" not in page
    assert 'name="robots" content="noindex"' in page


def test_without_a_script_the_form_leads_to_the_archive(blog: Blog) -> None:
    form = re.search(r'<form class="search"[^>]*>', blog.read("out/search.html"))
    assert form
    assert 'action="blog/archive.html"' in form[0]
    assert 'id="search-otherwise"><a href="blog/archive.html"' in blog.read("out/search.html")


def test_the_script_is_small(blog: Blog) -> None:
    page = blog.read("out/search.html")
    scripts = "".join(re.findall(r"<script>(.*?)</script>", page, re.DOTALL))
    assert len(scripts.encode()) <= 5 * 1024
    assert "//" not in scripts.replace("https://", "")
    about = blog.read("out/about.html")
    assert "_search/" not in about
    assert 'href="search.html#q"' in about


def test_preview_finds_only_what_is_published(searched: Blog) -> None:
    run = searched.sphinx("html", "-D", "blogkit_drafts=1")
    assert run.returncode == 0, run.stderr
    reader = Reader(searched.root / "out")
    assert reader.titles("hills") == ["Lisbon"]
    for word in HIDDEN:
        assert word not in reader.everything()


def test_many_processes_make_the_same_index(searched: Blog, blog: Blog) -> None:
    for number in range(30):
        text = f"# Post {number}\n\nNumber {number} of 30 words.\n"
        searched.post(f"posts/2024/p{number}.md", text, date=f"2024-01-{number % 9 + 1:02}")
    made = []
    for jobs in ("1", "4"):
        run = searched.sphinx("html", "-j", jobs, "-E", "-d", f"trees{jobs}")
        assert run.returncode == 0, run.stderr
        made.append(_search_files(searched.root / "out"))
    assert len(made[0]) > 30
    assert made[0] == made[1]


def test_an_edit_touches_what_it_must(searched: Blog) -> None:
    """The other texts stay, and so do the pieces without the words that have changed."""
    long = " ".join(f"{letter}{number}" for letter in "abcdefg" for number in range(900))
    searched.post("posts/long.md", f"# Long\n\n{long}\n", date="2023-01-01")
    assert searched.run("build").returncode == 0
    site = searched.root / "_build/html"
    before = _search_files(site)
    searched.post("posts/2026/diary.md", "# Diary\n\nA zebra.\n", date="2026-05-03")
    assert searched.run("build").returncode == 0
    after = _search_files(site)
    changed = {name for name in after if before.get(name) != after[name]}
    number = Reader(site).hits("zebra")[0].number
    assert {f"{number}.json", "index.json"} < changed
    assert all(name.startswith("-") for name in changed - {f"{number}.json", "index.json"})
    assert len(changed) <= 4
    assert Reader(site).hits("story") == []
    (searched.root / "posts/2026/diary.md").unlink()
    assert searched.run("build").returncode == 0
    assert "zebra" not in Reader(site).everything()
    assert f"{number}.json" not in _search_files(site)


@pytest.mark.parametrize("posts", [0, 1])
def test_blogs_with_hardly_anything(tmp_path: Path, posts: int) -> None:
    blog = write_blog(Blog(tmp_path / "small"))
    for path in [*blog.root.rglob("*.md")]:
        if path.name != "index.md":
            path.unlink()
    if posts:
        blog.post("posts/one.md")
    run = blog.sphinx("dirhtml")
    assert run.returncode == 0, run.stderr
    reader = Reader(blog.root / "out")
    assert reader.load("index")["count"] == posts
    assert len(reader.titles("text")) == posts
    if posts:
        assert reader.load(str(reader.hits("text")[0].number))["address"] == "posts/one/"
    assert '_search/"' not in blog.read("out/index.html")


def test_without_our_look_search_stays_sphinx_s(searched: Blog) -> None:
    searched.write("conf.py", searched.read("conf.py").replace("blogkit_look = True", ""))
    run = searched.sphinx("html")
    assert run.returncode == 0, run.stderr
    assert "lisbon" in searched.read("out/searchindex.js")
    assert not (searched.root / "out/_search").exists()


def test_the_look_needs_no_search(searched: Blog) -> None:
    rest = tuple(each for each in blogkit.FEATURES if each != "blogkit.search")
    conf = f"import blogkit\nblogkit.FEATURES = {rest!r}\n{searched.read('conf.py')}"
    searched.write("conf.py", conf)
    run = searched.sphinx("html")
    assert run.returncode == 0, run.stderr
    assert not (searched.root / "out/_search").exists()
    assert 'href="blog/archive.html"' in searched.read("out/search.html")


def _search_files(site: Path) -> dict[str, bytes]:
    files = snapshot(site)
    return {name.split("/")[1]: files[name] for name in files if name.startswith("_search/")}
