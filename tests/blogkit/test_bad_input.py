"""Whatever is wrong with a post: one message with its place, the rest is built, exit code 1."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.blogkit.conftest import Blog, begin_blog

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

Built = tuple[Blog, "CompletedProcess[str]"]
IN_A_NOTE = "````{note}\n```{post} 2 May 2026\n```\n````\n"


@pytest.mark.parametrize(
    "text",
    [
        f"# A\n\n{IN_A_NOTE}",
        f"# A\n\n## One\n\n```{{post}} 1 May 2026\n```\n\n## Two\n\n{IN_A_NOTE}",
    ],
    ids=["alone", "second"],
)
def test_a_post_directive_in_a_container_works(blog: Blog, text: str) -> None:
    blog.write("posts/a.md", text)
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    assert "posts/a.html" in blog.read("_build/html/blog.html")


def test_several_posts_outside_of_sections_are_told_of(blog: Blog) -> None:
    text = ".. post:: 1 May 2026\n\n.. post:: 2 May 2026\n\nText.\n"
    blog.write("posts/a.rst", text)
    run = blog.run("build")
    assert run.returncode == 1
    assert run.stderr.count("outside of any section") == 2


def test_two_sources_of_one_page(blog: Blog) -> None:
    blog.post("posts/x.md")
    blog.write("posts/x.rst", "Other\n=====\n")
    run = blog.run("build")
    told = [line for line in run.stderr.splitlines() if "posts/x." in line]
    assert len(told) == 1, run.stderr
    assert told[0].startswith("posts/x.rst:1:1: ERROR: its page would overwrite the page of")
    assert run.returncode == 1


def test_two_sources_of_one_page_under_dirhtml(blog: Blog) -> None:
    blog.post("x.md", "# First\n")
    blog.post("x/index.md", "# Second\n")
    run = blog.sphinx("dirhtml")
    assert "x/index.md:1:1: ERROR: its page would overwrite the page of x.md" in run.stderr
    assert "First" in blog.read("out/x/index.html")
    assert "Second" not in blog.read("out/x/index.html")


def test_a_link_to_nothing_as_a_post(blog: Blog) -> None:
    (blog.root / "posts").mkdir()
    (blog.root / "posts/a.md").symlink_to("gone.md")
    run = blog.run("build")
    told = [line for line in run.stderr.splitlines() if "a.md" in line]
    assert len(told) == 1
    assert "posts/a.md:1:1: ERROR: the file cannot be read (No such file or directory)" in told[0]
    assert run.returncode == 1


def test_an_unreadable_file(blog: Blog) -> None:
    path = blog.post("posts/a.md")
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()
        path.mkdir()  # root may read everything but a folder
        assert blog.run("build").returncode == 0
        return
    assert "posts/a.md:1:1: ERROR: the file cannot be read" in blog.run("build").stderr


def test_links_within_an_excerpt_lead_nowhere_wrong(blog: Blog) -> None:
    text = "# A\n\nSee [below](#part) and[^1] [there](b.md#part) `x`.\n\n## Part\n\n[^1]: A note.\n"
    blog.post("posts/a.md", text)
    blog.post("posts/b.md", "# B\n\n## Part\n\nText.\n")
    blog.write("index.md", "# Home\n\n```{postlist}\n:excerpts:\n```\n")
    assert blog.run("build", "--strict").returncode == 0
    for page in ("index.html", "blog.html"):
        html = blog.read(f"_build/html/{page}")
        assert "See below and" in html
        assert 'href="#part"' not in html
        assert "posts/b.html#part" in html


def test_empty_labels_make_no_page(blog: Blog) -> None:
    blog.post("posts/a.md", tags="python, ,")
    blog.post("posts/b.md", tags=" ", category="~")
    assert blog.run("build").returncode == 0
    tags = {page for page in blog.pages() if page.startswith("blog/tag/")}
    assert tags == {"blog/tag/python.html"}
    assert not any(page.startswith("blog/category") for page in blog.pages())


def test_a_tag_with_emoji_and_words_has_a_page(blog: Blog) -> None:
    blog.post("posts/a.md", tags="c++, grüße 🎉, 日本語")
    assert blog.run("build", "--strict").returncode == 0
    tags = {page for page in blog.pages() if page.startswith("blog/tag/")}
    assert len(tags) == 3


@pytest.mark.parametrize(
    "text",
    ["# A\n\nTwo lines\x0bin one.\n", "# A\n\n```{postlist} many\n```\n"]
    + [f"# A\n\n```{{postlist}}\n:format: '{form}'\n```\n" for form in ("{titel}", "{", "{0}")],
)
def test_what_breaks_ablog_down_is_one_message(blog: Blog, text: str) -> None:
    blog.post("posts/a.md", text)
    blog.post("posts/later.md", "# Later\n\n[x](#nowhere)\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "broke down" not in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stderr.count("posts/a.md:") == 1, run.stderr
    assert "'#nowhere' leads nowhere" in run.stderr


@pytest.mark.parametrize("value", ["true", "false"])
def test_flags_in_front_matter(blog: Blog, value: str) -> None:
    blog.post("posts/a.md", nocomments=value, exclude=value)
    assert blog.run("build", "--strict").returncode == 0


def test_labels_as_yaml_lists(blog: Blog) -> None:
    blog.post(
        "posts/a.md",
        tags="[Übung, 'C, the language', 2026]",
        author="[Robin Vega, Sam Okoro]",
        category="[News]",
        location="[Köln]",
        redirect="[old/a.html, /old/b]",
    )
    assert blog.run("build", "--strict").returncode == 0
    labels = {
        "tag/ubung",
        "tag/c-the-language",
        "tag/2026",
        "author/robin-vega",
        "author/sam-okoro",
    }
    labels |= {"category/news", "location/koln"}
    assert {f"blog/{label}.html" for label in labels} <= blog.pages()
    assert {"old/a.html", "old/b.html"} <= blog.pages()
    assert "Übung" in blog.read("_build/html/blog/tag/ubung.html")


def test_redirects_stay_in_the_site_and_off_other_pages(blog: Blog) -> None:
    blog.post("posts/a.md", redirect="index, ../../outside, posts/a, blog")
    blog.sphinx()
    assert "http-equiv" not in blog.read("out/index.html") + blog.read("out/posts/a.html")
    assert not (blog.root.parent / "outside.html").exists()


ENDS = ("9999-12-31T23:59:00-05:00", "0001-01-01", "0001-01-01T00:00:00+05:00", "99999-01-01")


@pytest.fixture(scope="module", params=["check", "build"])
def dated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    blog = begin_blog(tmp_path_factory.mktemp("dated"))
    for number, date in enumerate(ENDS):
        blog.post(f"posts/{number}.md", date=f"'{date}'")
    return blog, blog.run(request.param)


@pytest.mark.parametrize("number", range(len(ENDS)), ids=ENDS)
def test_dates_at_the_ends_of_the_calendar(dated: Built, number: int) -> None:
    run = dated[1]
    told = [line for line in (run.stderr + run.stdout).splitlines() if f"posts/{number}.md" in line]
    assert [" cannot be read" in line and "error: " in line.lower() for line in told] == [True]
    assert "Traceback" not in run.stderr + run.stdout
    assert run.returncode == 1


NAMES = ("a name with spaces.md", "grüße.md", "日本語.md", "it's (1)#.md")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Built:
    blog = begin_blog(tmp_path_factory.mktemp("named"))
    for name in NAMES:
        blog.post(f"posts/{name}")
    return blog, blog.run("build", "--strict")


@pytest.mark.parametrize("name", NAMES)
def test_any_file_name_will_do(named: Built, name: str) -> None:
    blog, run = named
    assert run.returncode == 0, run.stderr
    assert f"posts/{name.removesuffix('.md')}.html" in blog.pages()


def test_no_posts_folder_and_no_posts(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("")
    (blog.root / "posts").mkdir()
    assert blog.run("build", "--strict").returncode == 0
    assert blog.run("check").returncode == 0


@pytest.mark.parametrize("date", ["", "2026-05-01", "2099-01-01"])
def test_a_draft_with_an_update_is_shown_in_a_preview(blog: Blog, date: str) -> None:
    blog.post("posts/a.md", "# A\n\n```{update} 3 May 2026\nNews.\n```\n", date=date, draft="true")
    run = blog.run("build", "--drafts")
    assert run.returncode == 0, run.stderr
    assert "News." in blog.read("_build/drafts/posts/a.html")
