"""Whole blogs in languages unlike English: from right to left, without spaces, with three plurals.

Whatever their authors write is in other letters than Latin ones, so that a Latin word on a page was
said by the engine, the theme or Sphinx.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import feedparser
import pytest

from blogkit.languages.catalogue import our_words
from tests.blogkit.conftest import Blog
from tests.blogkit.languages.extracting import asked_for
from tests.blogkit.languages.test_pages import LATIN, page_of, said_on, words_at
from tests.blogkit.search.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

CONF = """\
project = html_title = blog_title = "Ωμεγα"
author = copyright = "Ρο"
language = "{code}"
extensions = ["myst_parser", "ablog", "notfound.extension", "blogkit"]
html_theme = "pydata_sphinx_theme"
html_theme_options = {{"header_links_before_dropdown": 1}}
fontawesome_included = blogkit_look = True
blog_baseurl = html_baseurl = "https://blog.example.org/"
notfound_urls_prefix = "/"
blog_authors = {{"Ρο": ("Ρο", None)}}
blog_default_author = "Ρο"
blogkit_posts_per_page = 2
blogkit_cards = False
"""
POST = """\
---
blogpost: true
date: 2026-05-0{day}
tags: {tags}
category: κατ
location: τοπ
series: σειρα
---

# {title}

{text}

## Ένα

```{{note}}
Λόγια.
```

```python
pass
```

## Δύο

Λόγια[^1].

[^1]: Λόγια.

## Τρία

Λόγια.
"""
# Names, and what is not for readers' eyes.
NAMES = {"Atom", "JSON", "Feed", "PyData", "Sphinx", "Theme", "pass"}
DAYS = 5


@dataclass(frozen=True)
class World:
    """A language, and a blog in it: what it says, and what of that a reader looks for."""

    code: str
    tag: str
    direction: str
    title: str
    text: str
    looked_for: str
    date: str
    count: str


WORLDS = (
    World("ja", "ja", "ltr", "散歩の記録", "東京の朝は静かだった。", "静か", "2026年5月1日", "5 件の記事"),
    World("zh_CN", "zh-CN", "ltr", "散步", "北京的早晨很安静。", "早晨", "2026年5月1日", "5 篇"),
    World("ru", "ru", "ltr", "Прогулка", "Мы гуляли по городам.", "городам", "1 мая 2026 г.", "5 записей"),
    World("ar", "ar", "rtl", "نزهة", "مشينا في المدينة.", "المدينة", "1 مايو 2026", "5 "),
    World("pl", "pl", "ltr", "Δελτα", "Λόγια łąka Żółw.", "zolw", "1 maja 2026", "5 wpisów"),
)  # fmt: skip


@pytest.fixture(scope="module", params=WORLDS, ids=lambda each: each.code)
def world(request: pytest.FixtureRequest) -> World:
    found: World = request.param
    return found


@pytest.fixture(scope="module")
def blog(world: World, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    made = Blog(tmp_path_factory.mktemp(world.code) / "blog")
    made.write("conf.py", CONF.format(code=world.code))
    made.write(
        "index.md", "# Αλφα\n\n```{postlist} 3\n:excerpts:\n```\n\n```{toctree}\nabout\n```\n"
    )
    made.write("about.md", "# Βητα\n\nΛόγια.\n")
    for day in range(1, DAYS + 1):
        tags = "ταγ, " + ("ταγτρια" if day > 2 else "Ταγδυο" if day > 1 else "τάγη")
        text = POST.format(day=day, tags=tags, title=f"{world.title} {day}", text=world.text)
        made.write(f"posts/{day}.md", text)
    run = made.sphinx()
    assert run.returncode == 0, run.stderr
    return made


def _known(world: World) -> set[str]:
    """The Latin words that the interface has in this language."""
    words = our_words(world.code)
    assert words
    told = [words.gettext(each) if isinstance(each, str) else "" for each in asked_for()]
    told += [
        words.ngettext(*each, n)
        for each in asked_for()
        if isinstance(each, tuple)
        for n in (1, 2, 5)
    ]
    return {word for each in told for word in LATIN.findall(each)} | NAMES


def _pages(blog: Blog) -> Iterator[str]:
    for name in sorted(blog.pages("out")):
        if name != "genindex.html":
            yield name.removesuffix(".html")


def test_no_page_says_anything_in_another_language(blog: Blog, world: World) -> None:
    known = _known(world) | ({"maja", "ka", "ół", "Informacja"} if world.code == "pl" else set())
    for name in _pages(blog):
        page = page_of(blog, name)
        assert page.html is not None
        assert (page.html["lang"], page.html["dir"]) == (world.tag, world.direction), name
        for said in said_on(page, world.tag):
            assert not set(LATIN.findall(said)) - known, (name, said)


def test_dates_and_counts_are_as_usual_there(blog: Blog, world: World) -> None:
    assert world.date in words_at(page_of(blog, "posts/1"), "time")
    assert world.count in page_of(blog, "blog/tag/ταγ").get_text()


def test_labels_stand_where_they_are_looked_for(blog: Blog) -> None:
    names = words_at(page_of(blog, "blog/tag"), ".labels a")
    assert names == ["ταγ", "Ταγδυο", "τάγη", "ταγτρια"]


def test_search_finds_words(blog: Blog, world: World) -> None:
    pages = Reader(blog.root / "out").titles(world.looked_for)
    assert sorted(pages) == [f"{world.title} {day}" for day in range(1, DAYS + 1)]


def test_feeds_say_which_language_they_are_in(blog: Blog, world: World) -> None:
    feed = feedparser.parse(blog.read("out/blog/atom.xml"))
    assert feed.feed.language == world.tag
    assert len(feed.entries) == DAYS
    assert world.text in feed.entries[0].content[0].value
