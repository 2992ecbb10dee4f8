"""What the checks say of permalinks is what the built page has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogkit.checks import check_site
from blogkit.posts import read_date
from blogkit.site import load_settings, read_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogkit.checks.finding import Finding
    from tests.blogkit.conftest import Blog

NOW = read_date("2027-01-15")
NAMES = ("unstable-anchor", "duplicate-heading")
PERMALINK = re.compile(r'<h[1-6]>(.*?)<a class="headerlink" href="#([^"]*)"')
COUNTER = re.compile(r"id\d+")
TEXT = """\
# A title

A note[^n], and {ref}`the recap <recap-of-all>`.

## Same

## Same

## 2024

## 2024 recap

## 2025 recap

Über uns
--------

## C++

## C#

## Q & A

### Q A

(recap-of-all)=
## 2026 recap

(日本)=
## 日本

## In *words* and `code`

```{note}
:name: by-name

## Inside
```

## By name

## 2027

[^n]: Words.
"""


def _permalinks(blog: Blog) -> dict[str, str]:
    built = blog.run("build")
    assert built.returncode == 0, built.stderr
    found = PERMALINK.findall(blog.read("_build/html/trip.html"))
    return {re.sub("<[^>]*>", "", words).replace("&amp;", "&"): anchor for words, anchor in found}


def _findings(blog: Blog) -> list[Finding]:
    site = read_site(blog.root, load_settings(blog.root / "conf.py"), NOW)
    return [each for each in check_site(site) if each.name in NAMES]


def test_no_permalink_is_a_mere_number(blog: Blog) -> None:
    blog.post("trip.md", TEXT)
    found = _permalinks(blog)
    assert not [words for words, link in found.items() if COUNTER.fullmatch(link)]
    assert {words: found[words] for words in ("2024", "2025 recap", "C#", "Q A", "日本")} == {
        "2024": "2024",
        "2025 recap": "2025-recap",
        "C#": "c-1",
        "Q A": "q-a-1",
        "日本": "日本",
    }
    told = {each.name for each in _findings(blog)}
    assert told == {"duplicate-heading"}


def test_a_role_that_leads_nowhere_is_told_once(blog: Blog) -> None:
    blog.post("trip.md", "# A title\n\n{ref}`Nowhere at all` and {doc}`no/where`.\n")
    said = blog.run("build").stderr
    assert said.lower().count("nowhere at all") == 1
    assert said.count("no/where") == 1


def test_what_themes_bring_to_every_page_can_be_linked_to(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog('html_theme = "pydata_sphinx_theme"\ndisqus_shortname = "a-blog"\n')
    blog.post("trip.md", "# A title\n\n[Up](#main-content) [Say](#disqus_thread)\n")
    built = blog.run("build", "--strict")
    assert built.returncode == 0, built.stderr
    assert 'href="#main-content"' in blog.read("_build/html/trip.html")
