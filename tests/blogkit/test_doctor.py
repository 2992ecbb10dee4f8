"""What `python -m blogkit doctor` says of a blog's set-up: each fault, and its innocent neighbour."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from blogkit.checks.lines import as_line
from blogkit.doctor import examine, packages
from blogkit.doctor.conf import read_conf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

SOUND = """\
extensions = ["myst_parser", "ablog", "blogkit"]
html_theme = "pydata_sphinx_theme"
blog_baseurl = html_baseurl = "https://blog.example.org/"
"""


CONF_WITHOUT_SCHEME = 'extensions = ["ablog"]\nblog_baseurl = "example.org"\n'


def told(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(root)
    return [as_line(finding) for finding in examine(root)]


def of_conf(root: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    (root / "conf.py").write_text(SOUND + text, encoding="utf-8")
    (root / "index.md").write_text("# Hello\n", encoding="utf-8")
    return told(root, monkeypatch)


CONFS = {
    "a base URL without a scheme": (
        'blog_baseurl = "blog.example.org"\nhtml_baseurl = ""',
        (
            "conf.py:4:1: error: blog_baseurl = 'blog.example.org' is no public address, so links in"
            " feeds lead nowhere; write 'https://blog.example.org' [base-url]"
        ),
    ),
    "no base URL": (
        'del blog_baseurl; html_baseurl = ""',
        (
            "conf.py:3:1: warning: blog_baseurl is not set, so the blog has no feeds and no public"
            " addresses; write blog_baseurl = 'https://' and the blog's own address [base-url]"
        ),
    ),
    "two addresses": (
        'html_baseurl = "https://www.example.org/"',
        (
            "conf.py:4:1: warning: html_baseurl = 'https://www.example.org/' is not blog_baseurl,"
            " 'https://blog.example.org/': search engines are told another address than subscribers;"
            " write the same, unless the blog is there twice [base-url]"
        ),
    ),
    "a feed of another name": (
        'html_theme_options = {\n  "icon_links": [{"name": "ë", "url": "/blog/rss.xml"}],\n}',
        (
            "conf.py:5:39: error: '/blog/rss.xml' is no feed of this blog; its feed is"
            " 'blog/atom.xml' [feed-not-made]"
        ),
    ),
    "a label's feed": (
        'html_context = {"feed": "https://blog.example.org/blog/tag/tea/atom.xml"}',
        (
            "conf.py:4:25: error: 'https://blog.example.org/blog/tag/tea/atom.xml' is not made: labels"
            " have feeds only with blog_feed_archives = True; write that in conf.py [feed-not-made]"
        ),
    ),
    "a sidebar": (
        'html_sidebars = {"**": ["ablog/recentposts.html", "blogroll.html"]}',
        (
            "conf.py:4:51: error: html_sidebars names the template 'blogroll.html', which neither the"
            " theme nor templates_path has; put it into templates_path, or take it out"
            " [missing-template]"
        ),
    ),
    "a part of the page": (
        'html_theme_options = {"navbar_end": ["theme-switcher", "tweets"]}',
        (
            "conf.py:4:56: error: html_theme_options names the template 'tweets', which neither the"
            " theme nor templates_path has; put it into templates_path, or take it out"
            " [missing-template]"
        ),
    ),
    "a file that is not there": (
        'html_static_path = ["_static"]',
        (
            "conf.py:4:21: error: html_static_path names '_static', which is not there; put it there,"
            " or take it out [missing-file]"
        ),
    ),
    "a pattern of posts": (
        'blog_post_pattern = ["post/*.md"]',
        (
            "conf.py:4:22: warning: blog_post_pattern: no file matches 'post/*.md', so it makes no post"
            " [no-posts]"
        ),
    ),
    "a misspelt setting": (
        'blog_titel = "Hello"',
        (
            "conf.py:4:1: warning: nothing here has a setting blog_titel, so it does nothing; do you"
            " mean blog_title? [unknown-setting]"
        ),
    ),
    "an extension that is not there": (
        'extensions += ["sphinx_nowhere"]',
        (
            "conf.py:4:16: error: the extension 'sphinx_nowhere' is not installed; pip install"
            " sphinx-nowhere (or what its documentation says), or take it out [not-installed]"
        ),
    ),
    "a time zone": (
        'blogkit_timezone = "Mars/Base"',
        (
            "conf.py:1:1: error: blogkit_timezone = 'Mars/Base' is no time zone; write one such as"
            " 'Europe/Lisbon' [unusable-setting]"
        ),
    ),
    "a theme that is not there": (
        'html_theme = "nowhere"',
        (
            "conf.py:1:1: error: Theme error: no theme named 'nowhere' found (missing theme.toml?)"
            " [cannot-start]"
        ),
    ),
    "conf.py that fails": (
        "import nowhere",
        "conf.py:4:1: error: ModuleNotFoundError: No module named 'nowhere' [unusable-setting]",
    ),
}


@pytest.mark.parametrize(("text", "line"), CONFS.values(), ids=CONFS.keys())
def test_faults_of_conf(
    text: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert line in of_conf(tmp_path, monkeypatch, text)


INNOCENT = """\
templates_path = ["_templates"]
blog_feed_archives = True
html_sidebars = {"**": ["ablog/tagcloud.html", "sidebar-nav-bs", "mine.html"]}
html_theme_options = {
    "navbar_end": ["theme-switcher", "navbar-icon-links.html"],
    "secondary_sidebar_items": {"**": ["page-toc"]},
    "icon_links": [
        {"name": "Feed", "url": "https://blog.example.org/blog/atom.xml"},
        {"name": "Tea", "url": "/blog/tag/tea/atom.xml"},
        {"name": "Elsewhere", "url": "https://other.example.org/rss.xml"},
    ],
}
exclude_patterns = ["README.md"]
my_own_setting = blog_post_pattern = "posts/*.md"
"""


def test_nothing_is_said_of_a_sound_blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_templates/mine.html", "posts/a.md", "README.md", "about/license.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('<a href="{{ pathto("blog/atom.xml", 1) }}">', encoding="utf-8")
    assert of_conf(tmp_path, monkeypatch, INNOCENT) == []


def test_feeds_that_templates_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_templates").mkdir()
    (tmp_path / "_templates/head.html").write_text('\n  <a href="/feed.xml">\n', encoding="utf-8")
    found = of_conf(tmp_path, monkeypatch, 'templates_path = ["_templates"]\n')
    assert found == [
        (
            "_templates/head.html:2:12: error: '/feed.xml' is no feed of this blog; its feed is"
            " 'blog/atom.xml' [feed-not-made]"
        )
    ]


def test_pages_that_nobody_wrote_for_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AGENTS.md", "docs/README.md", "node_modules/a/README.md", "node_modules/b.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Text\n", encoding="utf-8")
    assert of_conf(tmp_path, monkeypatch, 'exclude_patterns = ["out"]\n') == [
        f"conf.py:4:1: warning: {what}; write exclude_patterns += ['{pattern}'] unless it is meant"
        " for readers [published-by-accident]"
        for what, pattern in (
            ("the folder node_modules would be published as 2 pages", "node_modules"),
            ("AGENTS.md would be published", "AGENTS.md"),
            ("docs/README.md would be published", "docs/README.md"),
        )
    ]


def test_versions_that_clash(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(SOUND, encoding="utf-8")
    conf = read_conf(tmp_path)
    assert list(packages.clashing(conf)) == []
    sphinx = metadata.version("sphinx")
    with patch.object(metadata, "requires", lambda name: ["Sphinx<1"] * (name == "myst-parser")):
        (finding,) = packages.clashing(conf)
    myst = metadata.version("myst-parser")
    assert finding.message == (
        f"myst-parser {myst} wants Sphinx<1, and {sphinx} is installed; pip install 'Sphinx<1', or"
        " another myst-parser"
    )


def test_the_command(blog: Blog) -> None:
    blog.post("a")
    before = {path: path.read_bytes() for path in blog.root.rglob("*") if path.is_file()}
    result = blog.run("doctor")
    assert (result.returncode, result.stdout) == (
        0,
        "Nothing is wrong with how this blog is set up.\n",
    )
    blog.write("conf.py", CONF_WITHOUT_SCHEME)
    result = blog.run("doctor")
    assert result.returncode == 1
    assert result.stdout.endswith("1 thing to put right.\n")
    before[blog.root / "conf.py"] = CONF_WITHOUT_SCHEME.encode()
    assert {path: path.read_bytes() for path in blog.root.rglob("*") if path.is_file()} == before
