"""Hostile posts by others, built: readers get nothing of them, and nothing else is read or run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError

import blogkit
from blogkit.trust.setting import trust_from
from tests.blogkit.conftest import CONF, Blog
from tests.blogkit.trust.reader import harm_in
from tests.blogkit.trust.test_refusing import INNOCENT
from tests.blogkit.trust.vectors import KEYS, WORDS, bodies

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MYST = """
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath",
    "fieldlist", "html_image", "strikethrough", "substitution", "tasklist"]
html_math_renderer = "mathml"
"""
GUESTS = "blogkit_trust = {'posts/guests': False}\nhtml_sidebars = {'**': []}\n"
OUTSIDE = "between-us-only"


def _hostile(root: Path) -> Blog:
    """A blog with a post for each hostile text, and those that only look so."""
    blog = Blog(root / "blog")
    blog.write("conf.py", CONF + MYST + GUESTS)
    blog.write("index.md", "# Home\n\n```{postlist}\n:excerpts:\n```\n")
    (root / "secret.txt").write_text(OUTSIDE, encoding="utf-8")
    for number, text in enumerate(bodies().values()):
        blog.post(f"posts/guests/hostile-{number}.md", f"# Hostile{number}x\n\n{text}\n")
    for number, keys in enumerate(KEYS.values()):
        head = f"---\nblogpost: true\ndate: 2026-05-01\n{keys}\n---\n\n"
        blog.write(f"posts/guests/key-{number}.md", f"{head}# Hostile{number}k\n")
    for number, text in enumerate([*WORDS.values(), *INNOCENT.values()]):
        tags = "'<script>alert(1)</script>, \"a\" & b'"
        author = "'<img src=x onerror=alert(1)>'"
        title = f"# Words {number} <kbd>x</kbd>"
        blog.post(
            f"posts/guests/words-{number}.md", f"{title}\n\n{text}\n", tags=tags, author=author
        )
    return blog


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = _hostile(tmp_path_factory.mktemp("hostile"))
    assert blog.sphinx().returncode == 0
    return blog


def _text_of_all(blog: Blog) -> bytes:
    files = (path for path in (blog.root / "out").rglob("*") if path.is_file())
    return b"\n".join(path.read_bytes() for path in files if path.suffix != ".doctree")


def test_nothing_of_what_is_refused_is_published(site: Blog) -> None:
    pages = {page for page in site.pages("out") if page.startswith("posts/guests/")}
    assert len(pages) == len(WORDS) + len(INNOCENT)
    assert all("words-" in page for page in pages)
    everything = _text_of_all(site)
    assert b"Hostile" not in everything
    assert OUTSIDE.encode() not in everything


def _expect_no_harm(blog: Blog) -> None:
    for page in sorted(blog.pages("out") - {"search.html"}):  # which is the theme's own form
        body = BeautifulSoup(blog.read(f"out/{page}"), "html5lib").find(class_="body")
        assert harm_in(str(body or "")) == [], page


def test_nothing_that_is_published_can_do_harm(site: Blog) -> None:
    _expect_no_harm(site)


def test_nothing_in_the_feed_can_do_harm(site: Blog) -> None:
    feed = feedparser.parse(site.read("out/blog/atom.xml"), sanitize_html=False)
    assert feed.entries
    for entry in feed.entries:
        assert harm_in(entry.content[0].value) == []


def test_each_page_has_just_the_scripts_of_its_theme(site: Blog) -> None:
    def scripts(page: str) -> set[str]:
        soup = BeautifulSoup(site.read(f"out/{page}"), "html5lib")
        own = soup.find_all("script", type=lambda kind: kind != "application/ld+json")
        return {str(each.get("src", "")).rpartition("_static/")[2] + each.text for each in own}

    pages = sorted(page for page in site.pages("out") if "guests" in page)
    assert set().union(*map(scripts, pages)) <= scripts("index.html")


def test_what_stands_in_front_of_the_parser_is_refused_again(tmp_path: Path) -> None:
    """Without the feature that leaves pages out, and without the checks."""
    blog = _hostile(tmp_path)
    for path in (blog.root / "posts/guests").glob("hostile-*"):
        if int(path.stem.partition("-")[2]) % 8:
            path.unlink()
    rest = tuple(name for name in blogkit.FEATURES if "privacy" not in name and "check" not in name)
    blog.write("conf.py", f"import blogkit\nblogkit.FEATURES = {rest!r}\n" + blog.read("conf.py"))
    run = blog.sphinx()
    assert "was left out [blogkit.untrusted-content]" in run.stderr
    _expect_no_harm(blog)
    assert OUTSIDE.encode() not in _text_of_all(blog)


EXTENSION = """
from docutils import nodes
def change(app, docname, source):
    source[0] = source[0].replace("HERE", "<script>early</script>")
def add(app, doctree):
    doctree += nodes.paragraph("", "", nodes.raw("", "<script>late</script>", format="html"))
    doctree += nodes.paragraph("", "", nodes.reference("", "words", refuri="javascript:late"))
def setup(app):
    app.connect("source-read", change)
    app.connect("doctree-read", add, priority=1)
"""


def test_what_other_extensions_add_is_left_out_too(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(GUESTS + EXTENSION)
    blog.post("posts/guests/early.md", "# A\n\nText, HERE.\n")
    blog.post("posts/guests/late.md", "# B\n\nText.\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "posts/guests/early.md:1: ERROR: what an extension made of this file" in run.stderr
    assert "ERROR: HTML is not for posts by others, and was left out" in run.stderr
    assert "ERROR: a link that begins with 'javascript:'" in run.stderr
    work = blog.read("_build/work/html/posts/guests/late.html")
    assert "<script>late" not in work
    assert "javascript:late" not in work
    assert "words" in work
    assert "early" not in blog.read("_build/work/html/posts/guests/early.html").split("<body")[1]


def test_links_in_the_file_system_lead_nowhere_else(
    make_blog: Callable[[str], Blog], tmp_path: Path
) -> None:
    blog = make_blog(GUESTS)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.png").write_text(OUTSIDE, encoding="utf-8")
    (outside / "a.md").write_text(f"# {OUTSIDE}\n", encoding="utf-8")
    blog.post("posts/guests/post.md", "# A\n\n![x](a.png) [y](a.png)\n")
    blog.write("posts/guests/b.png", "")
    (blog.root / "posts/guests/a.png").symlink_to(outside / "a.png")
    (blog.root / "posts/guests/a.md").symlink_to(outside / "a.md")
    (blog.root / "posts/guests/folder").symlink_to(outside)
    run = blog.sphinx()
    assert "posts/guests/a.md:1:1: ERROR: a file that is a link out" in run.stderr
    assert "posts/guests/folder/a.md:1:1: ERROR: a file that is a link out" in run.stderr
    assert "ERROR: a file out of the blog's folder" in run.stderr
    assert OUTSIDE.encode() not in _text_of_all(blog)


def test_no_page_until_it_is_mended_and_the_site_stays(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(GUESTS)
    blog.post("posts/guests/a.md", "# A\n\nText.\n")
    assert blog.run("build").returncode == 0
    assert "posts/guests/a.html" in blog.pages()
    blog.post(
        "posts/guests/a.md", "# A\n\nOne <b>bold</b> word.\n", blogkit_ignore="untrusted-content"
    )
    blog.post("posts/guests/b.md", "# B\n\nText, {raw}`x`\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "posts/guests/a.md:9:5: ERROR: HTML is not for posts by others" in run.stderr
    assert "posts/guests/b.md:8:7: ERROR: the role '{raw}' is not for posts" in run.stderr
    assert "the site in _build/html is as it was before" in run.stderr
    blog.run("build", "--drafts")
    assert not blog.pages("_build/drafts") & {"posts/guests/a.html", "posts/guests/b.html"}


def test_a_change_of_trust_gives_what_a_clean_build_gives(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(GUESTS)
    blog.post("posts/guests/a.md", "# A\n\nOne <b>bold</b> word.\n")
    blog.post("posts/own.md", "# Own\n\nOne <b>bold</b> word.\n")
    conf = blog.read("conf.py")
    assert blog.run("build").returncode == 1
    blog.write("conf.py", conf.replace(GUESTS, "html_sidebars = {'**': []}\n"))
    assert blog.run("build").returncode == 0
    assert "<b>bold</b>" in blog.read("_build/html/posts/guests/a.html")
    blog.write("conf.py", conf)
    blog.post("posts/guests/a.md", "# A\n\nOne **bold** word.\n")
    assert blog.run("build").returncode == 0
    incremental = {name: blog.read(f"_build/html/{name}") for name in blog.pages()}
    (blog.root / "_build").rename(blog.root.parent / "before")
    assert blog.run("build").returncode == 0
    assert incremental == {name: blog.read(f"_build/html/{name}") for name in blog.pages()}


@pytest.mark.parametrize(
    ("value", "name", "is_trusted"),
    [
        (True, "posts/guests/a.md", True),
        (False, "index.md", False),
        ({"posts/guests": False}, "posts/guests/a.md", False),
        ({"./posts/guests/": False}, "posts/guests/2026/a.md", False),
        ({"posts/guests/**": False}, "posts/guests/2026/a.md", False),
        ({"posts/guests": False}, "posts/guests.md", True),
        ({"posts/guests": False}, "more/posts/guests/a.md", True),
        ({"posts/guests": False, "posts/guests/a.md": True}, "posts/guests/a.md", True),
        ({"**": False, "posts/2026": True}, "posts/2026/a b.md", True),
        ({"**": False, "posts/2026": True}, "about.md", False),
        ({"posts/gäste": False}, "posts/ga\u0308ste/a.md", False),
    ],
)
def test_the_last_pattern_that_fits_counts(value: object, name: str, is_trusted: bool) -> None:
    assert trust_from(value).covers(name) is is_trusted


@pytest.mark.parametrize(
    "value", ["guests", None, 1, ["posts"], {"posts": "no"}, {"": False}, {1: True}]
)
def test_a_value_that_says_nothing_is_refused_in_words(value: object) -> None:
    with pytest.raises(ConfigError, match=r"blogkit_trust = .* should be True .* or say which"):
        trust_from(value)


def test_such_a_value_stops_the_build_in_one_line(blog: Blog) -> None:
    blog.write("conf.py", blog.read("conf.py") + "blogkit_trust = 'guests'\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "blogkit_trust = 'guests' should be True" in run.stderr
    assert "Traceback" not in run.stderr


NO_NETWORK = """
import sys
FAMILIES = {2, 10, 30}
def forbid(event, arguments):
    is_asked = event in ("socket.getaddrinfo", "socket.gethostbyname")
    if is_asked or (event == "socket.connect" and arguments[0].family in FAMILIES):
        open("asked", "a").write(event + repr(arguments[1:]))
        raise PermissionError("no network")
sys.addaudithook(forbid)
html_theme, blogkit_look, fontawesome_included = "pydata_sphinx_theme", True, True
"""


def test_no_build_asks_the_network(make_blog: Callable[[str], Blog]) -> None:
    """What posts link to and show, feeds, cards, search and the look's fonts included."""
    blog = make_blog(NO_NETWORK)
    blog.post("posts/a.md", "# A\n\n![far](https://example.org/a.png) <https://example.org>\n")
    blog.post("posts/b.md", "# B\n\n<img src='https://example.org/b.png' alt=''>\n", author="Sam")
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    assert not (blog.root / "asked").exists(), blog.read("asked")
