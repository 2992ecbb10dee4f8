"""A German blog with posts in six languages: each page speaks one language, from top to bottom.

What its author writes is Greek, so that whatever is in Latin letters on a German page was said by
the engine, the theme or Sphinx.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import feedparser
import pytest
from babel import Locale
from bs4 import BeautifulSoup

from blogkit.languages.catalogue import our_words
from tests.blogkit.conftest import Blog
from tests.blogkit.languages.extracting import asked_for

if TYPE_CHECKING:
    from collections.abc import Iterator

CONF = """\
project = html_title = blog_title = "Ωμεγα"
author = copyright = "Ρο"
language = "de"
extensions = ["myst_parser", "ablog", "notfound.extension", "blogkit"]
html_theme = "pydata_sphinx_theme"
html_theme_options = {"header_links_before_dropdown": 1, "use_edit_page_button": True}
html_context = {"github_user": "r", "github_repo": "b", "github_version": "m"}
fontawesome_included = blogkit_look = True
blog_baseurl = html_baseurl = "https://blog.example.org/"
notfound_urls_prefix = "/"
blog_languages = {"de": ("Deutsch", None), "en": ("English", None), "ar": ("العربية", None)}
blog_authors = {"Ρο": ("Ρο", None)}
blog_default_author, blog_default_language = "Ρο", "de"
blog_feed_archives = True
blogkit_posts_per_page = 2
blogkit_authors = {"Ρο": {"about": "Γράφει."}}
blogkit_giscus = {"repo": "ρ/β", "repo_id": "1", "category": "Τ", "category_id": "1"}
myst_enable_extensions = ["tasklist", "colon_fence"]
"""
HOME = """\
# Αλφα

```{postlist} 6
:excerpts:
```

```{postlist} 3
:format: "{title} {date}"
```

```{toctree}
:hidden:
about
```
"""
POST = """\
# {0}

Λόγια "{0}".

## Ένα

:::{{note}}
Λόγια.
:::

```python
pass
```

## Δύο

- [x] ένα
- [ ] δύο

## Τρία

![Κοκκινο](a.png)

![](b.png)

```{{update}} 2026-06-01
Νέα.
```
"""
RST = """\
Στιχος
======

.. post:: 2026-04-01
   :language: en

Λόγια "ναι".
"""
TITLES = {
    "de": "Δελτα",
    "en": "Βολτα",
    "ar": "نزهة",
    "ru": "Прогулка",
    "ja": "散歩",
    "zh_CN": "散步",
}
LABELS = "translations: walk\ntags: ταγ\ncategory: κατ\nlocation: τοπ\nseries: σειρα\n"
SAYS = ("aria-label", "title", "alt", "placeholder", "value")
SAYS_IN_DATA = ("data-close", "data-next", "data-previous", "data-pictures")
# Names, and what is not for readers' eyes.
NAMES = {"Atom", "JSON", "Feed", "PyData", "Sphinx", "Theme", "Deutsch", "English", "Bemerkung"}
LATIN = re.compile(r"[a-zäöüß]{2,}", re.IGNORECASE)


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    from PIL import Image

    made = Blog(tmp_path_factory.mktemp("languages") / "blog")
    made.write("conf.py", CONF)
    made.write("index.md", HOME)
    made.write("about.md", "# Βητα\n\nΛόγια.\n")
    made.write("english.md", "---\nlanguage: en\n---\n\n# Γαμμα\n\n```{note}\nΛόγια.\n```\n")
    made.write("posts/verse.rst", RST)
    for name in ("a", "b"):
        Image.new("RGB", (900, 600), "#888").save(made.root / "posts" / f"{name}.png")
    for day, (language, title) in enumerate(TITLES.items(), start=1):
        said = "" if language == "de" else f"language: {language}\n"
        head = f"---\nblogpost: true\ndate: 2026-05-0{day}\n{said}{LABELS}"
        head += "featured: true\n" if language == "de" else ""
        made.write(f"posts/{language}.md", f"{head}---\n\n{POST.format(title)}")
    run = made.sphinx()
    assert run.returncode == 0, run.stderr
    return made


def page_of(blog: Blog, name: str) -> BeautifulSoup:
    return BeautifulSoup(blog.read(f"out/{name}.html"), "html.parser")


def words_at(page: BeautifulSoup, path: str) -> list[str]:
    return [" ".join(each.get_text().split()) for each in page.select(path)]


def said_on(page: BeautifulSoup, language: str) -> Iterator[str]:
    """All that a page says to a reader's eyes or ears in the page's own language."""
    for each in page.select("script:not([data-close]), style, link, pre, math, data"):
        each.decompose()
    for each in page.select(f"[lang]:not(html):not([lang={language}])"):
        each.decompose()
    for name in (*SAYS, *SAYS_IN_DATA):
        for each in page.select(f"[{name}]"):
            yield str(each[name])
    yield from (str(each["content"]) for each in page.select("meta[name=description]"))
    yield from (" ".join(each.split()) for each in page.stripped_strings)


def _german() -> set[str]:
    words = our_words("de")
    assert words
    told = [words.gettext(each) if isinstance(each, str) else "" for each in asked_for()]
    told += [
        words.ngettext(*each, n) for each in asked_for() if isinstance(each, tuple) for n in (1, 2)
    ]
    months = Locale("de").months["format"]["wide"].values()
    return {word for each in (*told, *months) for word in LATIN.findall(each)} | NAMES


def test_no_page_of_a_german_blog_says_anything_that_is_not_german(blog: Blog) -> None:
    known, seen = _german(), set()
    for name in sorted(blog.pages("out")):
        page = page_of(blog, name.removesuffix(".html"))
        if page.html is None or page.html.get("lang") != "de" or name == "genindex.html":
            continue
        seen.add(name)
        for said in said_on(page, "de"):
            unknown = set(LATIN.findall(said)) - known
            assert not unknown, (name, said)
    wanted = {
        "index",
        "posts/de",
        "blog",
        "blog/page-2",
        "blog/tag",
        "blog/tag/ταγ",
        "search",
        "404",
    }
    assert {f"{each}.html" for each in wanted | {"blog/archive", "blog/author/ρο"}} <= seen


@pytest.mark.parametrize(
    ("name", "lang", "direction", "facts", "contents"),
    [
        ("de", "de", "ltr", ["1. Mai 2026", "1 Min."], "Auf dieser Seite"),
        ("en", "en", "ltr", ["May 2, 2026", "1 min"], "On this page"),
        ("ar", "ar", "rtl", ["3 مايو 2026", "1 د"], "في هذه الصفحة"),
        ("ru", "ru", "ltr", ["4 мая 2026 г.", "1 мин"], "На этой странице"),
        ("ja", "ja", "ltr", ["2026年5月5日", "約1分"], "このページの内容"),
        ("zh_CN", "zh-CN", "ltr", ["2026年5月6日", "1 分钟"], "本页目录"),
    ],
)
def test_a_post_speaks_its_language(
    blog: Blog, name: str, lang: str, direction: str, facts: list[str], contents: str
) -> None:
    page = page_of(blog, f"posts/{name}")
    assert page.html is not None
    assert (page.html["lang"], page.html["dir"]) == (lang, direction)
    assert set(facts) <= set(words_at(page, ".post-facts span"))
    assert words_at(page, ".contents summary") == [contents]


def test_so_do_sphinx_s_own_words_and_a_page_that_is_no_post(blog: Blog) -> None:
    for name, note in (("posts/en", "Note"), ("posts/de", "Bemerkung"), ("english", "Note")):
        assert words_at(page_of(blog, name), ".admonition-title")[0] == note
    page = page_of(blog, "posts/ru")
    assert "Обновлено: 1 июня 2026 г." in words_at(page, ".admonition-title")
    assert page.select("h2 .headerlink")[0]["title"] == "Ссылка на этот заголовок"
    assert '_("' not in blog.read("out/posts/ru.html")
    assert '"Копировать"' in blog.read("out/posts/ru.html")


def test_quotation_marks_are_those_of_the_language(blog: Blog) -> None:
    """Of Markdown and reStructuredText; in Japanese straight ones may be meant (Sphinx's default)."""
    assert "Λόγια “ναι”." in blog.read("out/posts/verse.html")
    marks = {"de": "„Δελτα“", "en": "“Βολτα”", "ru": "«Прогулка»", "ja": '"散歩"'}
    for name, quoted in marks.items():
        assert f"Λόγια {quoted}." in page_of(blog, f"posts/{name}").get_text()


def test_the_way_back_is_to_the_right_where_one_reads_from_there(blog: Blog) -> None:
    page = page_of(blog, "posts/ar")
    assert words_at(page, ".neighbours [rel=prev] > span") == ["→ السابق"]
    assert words_at(page, ".neighbours [rel=next] > span") == ["التالي ←"]


def test_what_is_foreign_on_a_page_says_so(blog: Blog) -> None:
    """Titles and excerpts; the facts under an excerpt are of the page's language again."""
    page = page_of(blog, "index")
    cards = {each.h2.get_text().strip(): each for each in page.select(".card") if each.h2}
    assert [(each.get("lang"), each.get("dir")) for each in (cards["نزهة"], cards["Δελτα"])] == [
        ("ar", "rtl"),
        (None, None),
    ]
    assert cards["نزهة"].select(".facts")[0]["lang"] == "de"
    assert words_at(BeautifulSoup(str(cards["نزهة"]), "html.parser"), "time") == ["3. Mai 2026"]
    assert {each["lang"] for each in page.select(".postlist [lang]")} == {"ru", "ja", "zh-CN"}
    assert words_at(page, ".postlist li")[0] == "散步 6. Mai"


def test_a_post_leads_to_its_translations(blog: Blog) -> None:
    links = page_of(blog, "posts/de").select(".translations a")
    found = {(each["hreflang"], each["href"], each.get_text()) for each in links}
    assert ("ar", "ar.html", "العربية") in found
    assert ("zh-CN", "zh_CN.html", "中文 (简体, 中国)") in found
    assert len(found) == len(TITLES) - 1


def test_each_language_has_a_listing_and_a_feed_in_it(blog: Blog) -> None:
    page = page_of(blog, "blog/language/english")
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert words_at(page, "h1, .facts span")[:2] == ["Posts in English", "2 posts"]
    assert words_at(page, "time")[0] == "May 2, 2026"
    feed = feedparser.parse(blog.read("out/blog/language/english/atom.xml"))
    assert feed.feed.language == "en"
    assert feed.feed.title.endswith("Posts in English")
    assert "xml:lang" not in blog.read("out/blog/language/english/atom.xml").partition("<entry")[2]
    whole = blog.read("out/blog/atom.xml")
    assert '<entry xml:lang="ar">' in whole
    assert whole.count("<entry>") == 1  # the one in the blog's language


def test_an_edit_of_a_foreign_post_leaves_the_others_alone(blog: Blog) -> None:
    """And nobody speaks the language of the page that was written before."""
    names = ("posts/de", "posts/en", "posts/ja", "about", "blog/tag")
    before = {name: blog.read(f"out/{name}.html") for name in names}
    stamps = {name: (blog.root / f"out/{name}.html").stat().st_mtime_ns for name in names}
    blog.write("posts/ru.md", blog.read("posts/ru.md") + "\nΝέα λόγια.\n")
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    assert "Νέα λόγια" in blog.read("out/posts/ru.html")
    assert "1 мин" in blog.read("out/posts/ru.html")
    assert {name: blog.read(f"out/{name}.html") for name in names} == before
    assert {name: (blog.root / f"out/{name}.html").stat().st_mtime_ns for name in names} == stamps
