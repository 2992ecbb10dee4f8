"""Faults in what was built: each told once, at the author's line where there is one."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from blogkit.checks import check_site
from blogkit.checks.built import check_built, check_file
from blogkit.checks.built_files import Addresses
from blogkit.checks.built_reading import read_built_site
from blogkit.checks.lines import as_line
from blogkit.memory import Memory
from blogkit.posts import read_date
from blogkit.settings import Settings
from blogkit.site import read_site
from tests.blogkit.checks.draw import draw

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

BASE = "https://blog.example/notes"
NOW = read_date("2027-01-15")


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _faults(folder: Path, address: str) -> list[str]:
    built = read_built_site(folder, BASE)
    return [f"{each.place.line} {each.message}" for each in check_file(address, built)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("b.html", ("posts/b.html", "")),
        ("../about.html#me", ("about.html", "me")),
        ("../../../x.html", ("x.html", "")),
        ("#a%20b", ("posts/a.html", "a b")),
        ("", ("posts/a.html", "")),
        ("?page=2", ("posts/a.html", "")),
        ("./", ("posts", "")),
        ("/notes/c%C3%A9.html?x=1#y", ("cé.html", "y")),
        ("/other/c.html", None),
        (BASE, ("", "")),
        (f"{BASE}/posts/#x", ("posts", "x")),
        ("https://blog.example/notes2/", None),
        ("https://elsewhere.example/x", None),
        ("//cdn.example/x.js", None),
        ("mailto:me@blog.example", None),
        ("data:image/png;base64,AAAA", None),
        ("http://[broken", None),
    ],
)
def test_where_an_address_leads(written: str, meant: tuple[str, str] | None) -> None:
    assert Addresses(BASE).within(written, "posts/a.html") == meant
    assert Addresses().within("/x.html", "posts/a.html") == ("x.html", "")  # not published yet


def test_dead_links_fragments_and_pictures(tmp_path: Path) -> None:
    page = """<html><head><link rel="canonical" href="https://blog.example/notes/a.html">
<meta property="og:image" content="https://blog.example/notes/_images/card.png">
<meta http-equiv="Refresh" content="0; url=moved.html"></head>
<body id="top-of-it"><a href="b.html#here">b</a> <a href="b.html#gone">b</a> <a name="old"></a>
<a href="gone.html">x</a> <a href="folder/">f</a> <a href="empty/">e</a>
<a href="#old">o</a> <a href="#">t</a> <a href="#top">t</a> <a href="b.html#:~:text=words">w</a>
<img src="there.png" srcset="there.png 1x, _images/big,one.png 2x,gone-2.png" alt="A">
<video poster="gone.png" src="film.mp4"></video> <!-- <a href="comment.html"> -->
<script>document.write('<a href="script.html">')</script>
</body></html>"""
    files = {"a.html": page, "b.html": "<p id=here>", "folder/index.html": "", "empty/x.txt": ""}
    _write(tmp_path, {**files, "there.png": "", "_images/big,one.png": ""})
    assert _faults(tmp_path, "a.html") == [
        f"2 the page shows the picture '{BASE}/_images/card.png', which is not in the site",
        "3 the page links to 'moved.html', which is not in the site",
        "4 the page links to 'b.html#gone', and '#gone' is not there",
        "5 the page links to 'gone.html', which is not in the site",
        "5 the page links to 'empty/', which is not in the site",
        "7 the page shows the picture 'gone-2.png', which is not in the site",
        "8 the page links to 'film.mp4', which is not in the site",
        "8 the page shows the picture 'gone.png', which is not in the site",
    ]


def test_alt_texts(tmp_path: Path) -> None:
    page = """<img src="logo.svg" alt=""><main><img src="a.svg" alt="A lake">
<img src="b.svg" alt=" "> <img src="c.svg" class="x decorative" alt=""></main>
<img src="d.svg">"""
    _write(tmp_path, {"a.html": page, **{f"{name}.svg": "" for name in "abcd"}, "logo.svg": ""})
    assert _faults(tmp_path, "a.html") == [
        "2 the picture 'b.svg' has no alt text",
        "3 the picture 'd.svg' has no alt text",
    ]


CONTENT = """<p><a href="https://blog.example/notes/gone.html">x</a> <a href="#here">y</a>
<img src="/notes/_images/a.png" alt="A"> <a href="https://elsewhere.example">z</a></p>"""
FEED_FAULTS = [
    "the feed has '#here', which leads nowhere in a feed reader",
    "the feed has '/notes/_images/a.png', which leads nowhere in a feed reader",
    "the page links to 'https://blog.example/notes/gone.html', which is not in the site",
]


def test_an_atom_feed(tmp_path: Path) -> None:
    text = CONTENT.replace("&", "&amp;").replace("<", "&lt;")
    feed = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<link href="https://blog.example/notes/"/><entry>
<link href="https://blog.example/notes/a.html"/><content type="html">{text}</content>
</entry></feed>"""
    _write(tmp_path, {"blog/atom.xml": feed, "a.html": "", "_images/a.png": ""})
    assert sorted(each[2:] for each in _faults(tmp_path, "blog/atom.xml")) == FEED_FAULTS


def test_a_json_feed(tmp_path: Path) -> None:
    items = [{"url": "https://blog.example/notes/a.html", "content_html": CONTENT}]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    _write(tmp_path, {"blog/feed.json": feed, "a.html": "", "x/feed.json": '{"items": [1, {}]}'})
    assert sorted(each[2:] for each in _faults(tmp_path, "blog/feed.json")) == FEED_FAULTS
    assert _faults(tmp_path, "x/feed.json")[0].startswith("1 the feed has ''")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "<", "<!--", "words", "<p", "\ufeff<p>", "[]", "<feed>&nbsp;", "{", "<a href>"],
)
def test_broken_files_break_nothing(text: str, tmp_path: Path) -> None:
    names = ("a.html", "x/atom.xml", "x/feed.json")
    _write(tmp_path, dict.fromkeys(names, text))
    built = read_built_site(tmp_path)
    assert set(built.read) == set(names)
    for name in names:
        check_file(name, built)


def test_a_huge_page_takes_no_time(tmp_path: Path) -> None:
    _write(
        tmp_path, {"a.html": "<a href='#x'>" * 20_000, "b.html": f"<img srcset='{'a,' * 200_000}'>"}
    )
    begin = time.perf_counter()
    read_built_site(tmp_path)
    assert time.perf_counter() - begin < 5


@pytest.fixture
def site_of_three(tmp_path: Path) -> Path:
    """A blog of three posts, and what it could have been built to."""
    sources = {
        "post.md": "# Post\n\n[a](gone.md) and\n![A boat](trip/b.png) [c](old.rst#part)\n",
        "old.rst": "Old\n===\n\nSee `the place <nowhere.html>`_.\n\n.. image:: gone-too.png\n\nNo imprint.html yet.\n",
        "book.ipynb": '{"cells": ["see [x](missing-chapter.html)"]}',
    }
    footer = '<a href="imprint.html">i</a>'
    pages = {
        "post.html": '<a href="gone.html">a</a><img alt="b" src="_images/b.png">'
        f'<a href="old.html#part">c</a><img alt="t" src="theme.png">{footer}',
        "old.html": '<a href="nowhere.html">x</a><img alt="y" src="_images/gone-too.png">' + footer,
        "book.html": f'<a href="missing-chapter.html">x</a>{footer}',
        "blog/tag/x.html": '<a href="../../old.html#part">c</a>',
    }
    _write(tmp_path / "blog", sources)
    _write(tmp_path / "html", pages)
    return tmp_path


def test_each_fault_is_told_once_at_the_authors_line(
    site_of_three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site_of_three)
    settings = Settings(source_suffix=(".md", ".rst", ".ipynb"))
    site = read_site(site_of_three / "blog", settings, NOW)
    known = check_site(site)
    assert [each.place.line for each in known if each.name != "missing-date"] == [3, 4]
    found = check_built(read_built_site(site_of_three / "html"), site, known)
    assert "\n".join(map(as_line, found)) == TOLD


TOLD = """\
blog/book.ipynb:1:21: error: the page links to 'missing-chapter.html', which is not in the site [broken-anchor]
blog/old.rst:4:17: error: the page links to 'nowhere.html', which is not in the site [broken-anchor]
blog/old.rst:6:12: error: the page shows the picture '_images/gone-too.png', which is not in the site [missing-image]
blog/post.md:4:23: error: the page links to 'old.html#part', and '#part' is not there [broken-anchor]
html/book.html:1:1: error: the page links to 'imprint.html', which is not in the site (so on 3 pages) [broken-anchor]
html/post.html:1:1: error: the page shows the picture 'theme.png', which is not in the site [missing-image]"""


def test_the_author_is_told_of_a_missing_text_once(tmp_path: Path) -> None:
    _write(
        tmp_path / "blog",
        {"a.md": "# A\n\n![A lake](trip/lake.svg)\n\n![](trip/lake.svg)\n", "trip/lake.svg": ""},
    )
    page = '<main><img src="_images/lake-800.avif" alt=""></main>'
    _write(tmp_path / "html", {"a.html": page, "_images/lake-800.avif": ""})
    site = read_site(tmp_path / "blog", Settings(), NOW)
    known = check_site(site)
    assert [each.name for each in known] == ["missing-alt-text"]
    assert check_built(read_built_site(tmp_path / "html"), site, known) == []


def test_pictures_that_tell_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "_static").mkdir()
    for name in ("a", "_static/b"):
        draw(tmp_path / f"{name}.jpg", "JPEG", ["gps"])
    draw(tmp_path / "c.jpg", "JPEG", ["copyright"])
    site = read_site(tmp_path / "none", Settings(), NOW)
    (finding,) = check_built(read_built_site(tmp_path), site, [])
    assert (finding.name, finding.path.name) == ("private-image-metadata", "b.jpg")
    assert finding.message.startswith("2 published pictures, beginning with this one, tell where")


def test_what_is_the_same_is_not_read_again(tmp_path: Path) -> None:
    memory, folder = Memory(tmp_path / "memory"), tmp_path / "html"
    _write(folder, {"a.html": '<a href="b.html">', "b.html": "<p>"})
    first = read_built_site(folder, memory=memory)
    with patch("blogkit.checks.built_reading._read", side_effect=AssertionError):
        assert read_built_site(folder, memory=memory) == first
    _write(folder, {"a.html": '<a href="c.html">'})
    (folder / "b.html").unlink()
    again = read_built_site(folder, memory=memory)
    assert again == read_built_site(folder)
    assert [each.message for each in check_file("a.html", again)] == [
        "the page links to 'c.html', which is not in the site"
    ]


def test_check_looks_at_the_site_as_long_as_it_is_that_of_the_sources(blog: Blog) -> None:
    picture = "<article><img src='https://pictures.example.org/sea.png'></article>"
    blog.post("posts/a.md", f"# A\n\n{picture}\n")
    assert blog.run("check").stdout.count("sea.png") == 0
    blog._python("-m", "blogkit", "build")  # of the same `sys.path` as the check
    for _ in range(2):
        run = blog.run("check")
        assert run.returncode == 0
        assert "the picture 'sea.png' has no alt text" in run.stdout
        assert run.stdout.startswith("_build/html/posts/a.html:")
        assert run.stdout.endswith("1 warning in 2 files\n")
    blog.post("posts/a.md", "# A\n\nNothing.\n")
    assert blog.run("check").returncode == 0
