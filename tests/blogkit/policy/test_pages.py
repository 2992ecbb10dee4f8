"""Policies in a built blog: which pages have them, what the author can say, and `_headers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blogkit.policy.during_build import check_setting
from blogkit.policy.headers import HEADERS, headers_text
from tests.blogkit.conftest import CONF, Blog

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK = """
html_theme = "pydata_sphinx_theme"
fontawesome_included = blogkit_look = True
html_sidebars = {"**": []}
html_static_path = ["_static"]
html_js_files = ["own.js", "https://stats.example.org/count.js"]
html_extra_path = ["_extra"]
blogkit_giscus = {"repo": "a/b", "repo_id": "1", "category": "c", "category_id": "2"}
"""
SIGN = '<meta http-equiv="Content-Security-Policy"'


def line_of(page: str) -> str:
    return next(line for line in page.splitlines() if line.startswith(SIGN))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """A blog in our look with a post that has a script, comments, and a redirect."""
    blog = Blog(tmp_path_factory.mktemp("policy") / "blog")
    blog.write("conf.py", CONF + LOOK)
    blog.write("_static/own.js", "fetch('https://api.example.org/')\n")
    blog.write("_extra/robots.txt", "User-agent: *\n")
    blog.write("index.md", "# Home\n\n```{postlist}\n:excerpts:\n```\n")
    blog.post("posts/plain.md", nocomments="true", redirect="old")
    blog.post("posts/talked.md", "# Talked\n\nText.\n\n![A map](https://pics.example.org/a.png)\n")
    run = blog.sphinx("html", "-W", "--keep-going")
    assert run.returncode == 0, run.stderr
    return blog


def test_every_page_has_one(site: Blog) -> None:
    pages = [each for each in site.pages("out") if "_static" not in each]
    assert len(pages) > 8
    for page in pages:
        assert site.read(f"out/{page}").count(SIGN) == 1, page


def test_hosts_are_on_the_pages_that_need_them(site: Blog) -> None:
    plain, talked = (line_of(site.read(f"out/posts/{each}.html")) for each in ("plain", "talked"))
    assert "giscus.app" in talked
    assert "pics.example.org" in talked
    assert "giscus.app" not in plain
    assert "pics.example.org" not in plain
    for page in (plain, talked):
        assert "https://stats.example.org" in page
        assert "https://api.example.org" in page


def test_headers_for_hosts(site: Blog) -> None:
    text = site.read("out/_headers")
    assert text == headers_text()
    assert "frame-ancestors 'self'" in text
    assert "Cache-Control" not in text.partition("/_images/*")[0]


def test_headers_fit_both_hosts() -> None:
    """Cloudflare takes one `*` in a pattern, 100 rules, and lines of up to 2,000 characters."""
    assert len(HEADERS) <= 100
    for path, headers in HEADERS.items():
        assert path.count("*") == path.endswith("/*") == 1
        assert all(len(f"  {name}: {value}") <= 2000 for name, value in headers.items())
    names = [name for headers in HEADERS.values() for name in headers]
    assert len(names) == len(set(names))  # they would be added up


def test_an_authors_own_headers_stay(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(LOOK)
    blog.write("_static/own.js", "")
    blog.write("_extra/_headers", "/*\n  X-Mine: yes\n")
    assert blog.sphinx().returncode == 0
    assert blog.read("out/_headers") == "/*\n  X-Mine: yes\n"


@pytest.mark.parametrize("conf", ["", LOOK + "blogkit_policy = False\n"])
def test_nothing_where_nobody_asked(make_blog: Callable[[str], Blog], conf: str) -> None:
    blog = make_blog(conf)
    blog.write("_static/own.js", "")
    blog.write("_extra/robots.txt", "")
    assert blog.sphinx().returncode == 0
    assert SIGN not in blog.read("out/index.html")
    assert not (blog.root / "out/_headers").exists()


def test_more_by_a_setting(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(LOOK + "blogkit_policy = {'script-src': [\"'unsafe-eval'\"]}\n")
    blog.write("_static/own.js", "")
    blog.write("_extra/robots.txt", "")
    assert blog.sphinx().returncode == 0
    assert "'unsafe-eval'" in line_of(blog.read("out/index.html"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("strict", "should be True, False, or lists of sources"),
        ({"connect": []}, "names 'connect'; it should be one of default-src, script-src"),
        ({"img-src": "https://a.example.org"}, "blogkit_policy['img-src'] should be a list"),
        ({"img-src": ["https://a.example.org; script-src *"]}, "should be a list of sources"),
        ({"img-src": [""]}, "should be a list of sources"),
    ],
)
def test_a_setting_that_is_none_is_told(value: object, words: str) -> None:
    from sphinx.errors import ConfigError

    with pytest.raises(ConfigError) as told:
        check_setting(value)
    assert "blogkit_policy" in str(told.value)
    assert words in str(told.value)
