"""Nothing of a draft, a future post or a comment is anywhere in a published site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.blogkit.conftest import Blog

HIDDEN = "xylophone"
TEXT = (
    f"# The {HIDDEN}\n\nA {HIDDEN} in the text.\n\n## Its {HIDDEN}\n\n![{HIDDEN}]({HIDDEN}.svg)\n"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'
RST = f"The {HIDDEN}\n===========\n\n.. post:: {{date}}\n   :tags: {HIDDEN}\n\nA {HIDDEN}.\n"
DRAFT_RST = f":draft: true\n\n{RST}"
FIELDS_RST = f":blogpost: true\n:date: {{date}}\n:tags: {HIDDEN}\n\nThe {HIDDEN}\n===========\n\nA {HIDDEN}.\n"
TREE = "\n```{toctree}\n:glob:\n\nposts/*\n```\n"


def holding(folder: Path, word: str) -> list[str]:
    """The files that have the word in their name or in their text."""
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (word in path.name or word.encode() in path.read_bytes())
    ]


def _hide(blog: Blog, how: str) -> None:
    blog.write(f"posts/{HIDDEN}.svg", SVG)
    if how == "draft":
        blog.post("posts/a.md", TEXT, draft="true", tags=HIDDEN)
    elif how == "future":
        blog.post("posts/a.md", TEXT, date="2027-01-15 08:01", tags=HIDDEN)
    elif how == "draft page":
        blog.write("a.md", f"---\ndraft: true\norphan: true\n---\n\n{TEXT}")
    elif how == "future rst":
        blog.write("posts/a.rst", RST.format(date="1 Feb 2027"))
    elif how == "draft rst":
        blog.write("posts/a.rst", DRAFT_RST.format(date="1 May 2026"))
    elif how == "future rst by fields":
        blog.write("posts/a.rst", FIELDS_RST.format(date="1 Feb 2027"))
    elif how == "directive":
        blog.write("posts/a.md", f"{TEXT}\n```{{post}} 1 Feb 2027\n:tags: {HIDDEN}\n```\n")
    elif how == "future section":
        text = f"A\n=\n\nOne\n---\n\n.. post:: 1 May 2026\n\nOne.\n\n{HIDDEN}\n---------\n\n"
        blog.write("posts/a.rst", f"{text}.. post:: 1 Feb 2027\n   :tags: {HIDDEN}\n\n{HIDDEN}\n")


WAYS = [
    *("draft", "future", "draft page", "future rst", "draft rst", "future rst by fields"),
    *("directive", "future section"),
]


@pytest.mark.parametrize("how", WAYS)
def test_what_is_held_back_is_nowhere(blog: Blog, how: str) -> None:
    blog.post("posts/open.md")
    _hide(blog, how)
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    assert holding(blog.root / "_build/html", HIDDEN) == []
    assert "posts/open.html" in blog.pages()


@pytest.mark.parametrize("how", ["future", "future rst", "future rst by fields"])
def test_a_tree_of_all_posts_says_nothing_of_one_that_is_held_back(
    make_blog: Callable[[str], Blog], how: str
) -> None:
    """A theme may look up the title of each entry, and break down where there is none."""
    theme = "html_theme = 'pydata_sphinx_theme'\nfontawesome_included = True\n"
    blog = make_blog(theme)
    blog.write("index.md", blog.read("index.md") + TREE)
    blog.post("posts/open.md")
    _hide(blog, how)
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    assert "(0 errors, 0 warnings)" in run.stderr


@pytest.mark.parametrize("how", WAYS)
def test_plain_sphinx_holds_it_back_too(blog: Blog, how: str) -> None:
    """Also when the post was published before, and the environment remembers it."""
    blog.post("posts/a.md", "# A\n\nNothing.\n")
    assert blog.sphinx("html", "-d", "trees").returncode == 0
    (blog.root / "posts/a.md").unlink()
    _hide(blog, how)
    run = blog.sphinx("html", "-d", "trees")
    assert run.returncode == 0, run.stderr
    assert holding(blog.root / "out", HIDDEN) == []


@pytest.mark.parametrize("how", WAYS)
def test_a_preview_shows_it(blog: Blog, how: str) -> None:
    blog.post("posts/open.md")
    _hide(blog, how)
    run = blog.run("build", "--drafts")
    assert run.returncode == 0, run.stderr
    assert holding(blog.root / "_build/drafts", HIDDEN)
    assert 'content="noindex"' in blog.read("_build/drafts/posts/open.html")


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"draft": "true"}, "Draft"), ({"date": "2027-02-01"}, "Not yet published"), ({}, "")],
)
def test_a_preview_says_why(blog: Blog, fields: dict[str, str], words: str) -> None:
    blog.post("posts/a.md", **fields)
    blog.run("build", "--drafts")
    page = blog.read("_build/drafts/posts/a.html")
    assert ('class="unpublished"' in page) == bool(words)
    assert words in page


def test_a_preview_lists_drafts_as_drafts(blog: Blog) -> None:
    blog.post("posts/a.md", "# Openly\n\nText.\n")
    blog.post("posts/b.md", "# Secretly\n\nText.\n", draft="true")
    blog.run("build", "--drafts")
    assert "Secretly" in blog.read("_build/drafts/blog/drafts.html")
    assert "Secretly" not in blog.read("_build/drafts/blog.html")


def test_no_page_of_drafts_is_published(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.run("build")
    assert "blog/drafts.html" not in blog.pages()


def test_a_post_of_this_very_minute_is_published(blog: Blog) -> None:
    blog.post("posts/a.md", date="2027-01-15 10:00+02:00")
    blog.run("build")
    assert "posts/a.html" in blog.pages()
    assert "posts/a.html" in blog.read("_build/html/blog.html")


def test_comments_are_not_published(blog: Blog) -> None:
    blog.post(
        "posts/a.md",
        f"# A\n\n<!--\n{HIDDEN}\n\n## {HIDDEN}\n-->\n\nText <!-- {HIDDEN} --> more.\n\n"
        f"% {HIDDEN}\n\n- a list\n  <!-- {HIDDEN} -->\n\n"
        f"<!-- {HIDDEN} --> and text\n\n<!-- {HIDDEN} --><!-- {HIDDEN} -->\n\n"
        f"<div>\n<!-- {HIDDEN}\n{HIDDEN} -->\n</div>\n\n<p>x <!-- {HIDDEN} --> y</p>\n\n"
        f"```{{raw}} html\n<b>x</b><!-- {HIDDEN} -->\n```\n\n<!-- {HIDDEN}\n",
    )
    blog.write("posts/b.rst", f"B\n=\n\n.. post:: 1 May 2026\n\n.. {HIDDEN}\n\nText.\n")
    ignored = 'blogkit_ignored_checks = ["unclosed-comment"]\n'
    blog.write("conf.py", blog.read("conf.py") + ignored)
    assert blog.run("build").returncode == 0
    assert [
        name for name in holding(blog.root / "_build/html", HIDDEN) if "_sources" not in name
    ] == []


def test_an_unreadable_date_among_several_posts_is_told(blog: Blog) -> None:
    text = "A\n=\n\nOne\n---\n\n.. post:: 1 May 2026\n\nOne.\n\nTwo\n---\n\n.. post:: some day\n\nTwo.\n"
    blog.write("posts/a.rst", text)
    run = blog.run("build")
    assert run.returncode == 1
    assert "posts/a.rst:14: ERROR: the date 'some day' cannot be read" in run.stderr


def test_markup_beside_a_comment_stays(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n<!-- note --><b>bold</b>\n\n<sub>low</sub>\n")
    blog.run("build")
    page = blog.read("_build/html/posts/a.html")
    assert "<b>bold</b>" in page
    assert "<sub>low</sub>" in page


def test_a_published_post_is_not_touched_by_a_draft_of_its_tag(blog: Blog) -> None:
    blog.post("posts/a.md", tags="shared")
    blog.post("posts/b.md", tags="shared, alone", draft="true")
    assert blog.run("build", "--strict").returncode == 0
    assert "blog/tag/shared.html" in blog.pages()
    assert "blog/tag/alone.html" not in blog.pages()


def test_a_faulty_draft_does_not_fail_the_site(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n[x](#nowhere)\n\n```{nonsense}\n```\n", draft="true")
    assert blog.run("build").returncode == 0
    checked = blog.run("check")
    assert checked.returncode == 1
    assert "'#nowhere' leads nowhere" in checked.stdout


TWO = "A\n=\n\nOne\n---\n\n.. post:: 1 May 2026\n\nOne.\n\n{0}\n---------\n\n.. post:: 1 Feb 2027\n\n{0}\n"
SOURCES = {
    "a post": ("posts/a.md", "---\nblogpost: true\ndate: 2027-02-01\n---\n\n# The {0}\n"),
    "several posts": ("posts/a.rst", TWO),
    "an indented post": ("posts/a.rst", "A\n=\n\n.. note::\n\n   {0}\n\n   .. post:: 1 Feb 2027\n"),
}
JANUARY, MARCH = 1_800_000_000, 1_804_000_000


@pytest.mark.parametrize("name", SOURCES)
def test_a_post_comes_when_it_is_due_without_any_edit(blog: Blog, name: str) -> None:
    path, text = SOURCES[name]
    blog.write(path, text.format(HIDDEN))
    conf = blog.read("conf.py")
    for moment, is_there in ((JANUARY, False), (MARCH, True), (JANUARY, False)):
        blog.write("conf.py", f"import os\nos.environ['SOURCE_DATE_EPOCH'] = '{moment}'\n{conf}")
        assert blog.sphinx("html", "-d", "trees").returncode == 0
        shown = (
            holding(blog.root / "out/posts", HIDDEN) if (blog.root / "out/posts").exists() else []
        )
        assert bool(shown) == is_there


def test_no_draft_is_in_a_site_that_holds_the_doctrees(blog: Blog) -> None:
    blog.post("posts/open.md", "# Open\n\n[x](gone.md)\n")
    blog.post("posts/a.md", f"# A draft\n\n![]({HIDDEN}.png)\n", draft="true")
    assert blog.sphinx().returncode == 0
    assert (blog.root / "out/.doctrees/sources.pickle").exists()
    assert holding(blog.root / "out", HIDDEN) == []
