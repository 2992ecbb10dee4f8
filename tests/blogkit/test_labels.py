"""Every label has a page of its own, and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ablog.blog import slugify
from hypothesis import given
from hypothesis import strategies as st

from blogkit.labels import Label, page_names
from blogkit.posts import label_slug

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog


def _names(*labels: str) -> dict[str | int, str]:
    """The names of labels that came into use in this order."""
    return page_names([Label(label, label, since) for since, label in enumerate(labels)])


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["python", "C"], ["python", "c"]),
        (["C++", "C#"], ["c", "c-sharp"]),
        (["C#", "C++"], ["c", "c-plus-plus"]),
        (["C", "C++", "C#"], ["c", "c-plus-plus", "c-sharp"]),
        (["Django", "django"], ["django", "django-2"]),
        (["net", ".NET"], ["net", "dot-net"]),
        (["c?", "c sharp", "c#"], ["c", "c-sharp", "c-2"]),
        (["a-2", "a", "A"], ["a-2", "a", "a-3"]),
    ],
)
def test_the_first_keeps_the_plain_name(labels: list[str], names: list[str]) -> None:
    assert list(_names(*labels).values()) == names


LABELS = st.lists(st.text("aAbB+#.! -2", min_size=1, max_size=4), unique=True, max_size=8)


@given(LABELS, st.randoms(use_true_random=False))
def test_names_are_unique_and_the_order_of_posts_is_no_matter(
    labels: list[str], dice: object
) -> None:
    used = [Label(label, label, since // 2) for since, label in enumerate(labels)]
    names = page_names(used)
    assert len({name.lower() for name in names.values()}) == len(names)
    dice.shuffle(used)  # type: ignore[attr-defined]
    assert page_names(used) == names


@given(LABELS)
def test_a_label_that_comes_later_moves_no_plain_page(labels: list[str]) -> None:
    before, after = _names(*labels[:-1]), _names(*labels)
    plain = {label for label, name in before.items() if _names(str(label))[label] == name}
    assert all(after[label] == before[label] for label in plain)


def test_labels_that_look_alike_have_pages_of_their_own(blog: Blog) -> None:
    """Stock ABlog writes one file for both, which lists the posts of one of them."""
    blog.post("posts/a.md", "# About plus\n", date="2026-05-01", tags="C++")
    blog.post("posts/b.md", "# About sharp\n", date="2026-05-02", tags="C#")
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    first, second = (
        blog.read("_build/html/blog/tag/c.html"),
        blog.read("_build/html/blog/tag/c-sharp.html"),
    )
    assert ("About plus" in first, "About sharp" in first) == (True, False)
    assert ("About plus" in second, "About sharp" in second) == (False, True)
    catalog = blog.read("_build/html/blog/tag.html")
    assert 'href="tag/c.html"' in catalog
    assert 'href="tag/c-sharp.html"' in catalog


def test_links_know_these_pages(blog: Blog) -> None:
    blog.post("posts/a.md", date="2026-05-01", tags="C++")
    blog.post(
        "posts/b.md",
        "# B\n\n[one](/blog/tag/c.html) [two](/blog/tag/c-sharp) {ref}`tag-c-sharp`\n",
        date="2026-05-02",
        tags="C#",
    )
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    assert blog.read("_build/html/posts/b.html").count('href="../blog/tag/c-sharp.html"') >= 2


def test_labels_that_conf_names(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog(
        "blog_authors = {'R': ('Robin Vega', 'https://robin.example.org'), 'S': ('Sam', None)}\n"
        "blog_default_author = 'R'\n"
    )
    blog.post("posts/a.md", "# By one\n")
    blog.post("posts/b.md", "# By two\n", author="R, S")
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    robin, sam = (
        blog.read(f"_build/html/blog/author/{name}.html") for name in ("robin-vega", "sam")
    )
    assert "By one" in robin
    assert "By two" in robin
    assert "By one" not in sam
    assert "By two" in sam


def test_a_label_without_posts_makes_no_page_and_no_target(
    make_blog: Callable[[str], Blog],
) -> None:
    """Stock ABlog resolves the reference, to a page that is not there."""
    blog = make_blog("blog_authors = {'N': ('Nobody', None)}\n")
    blog.post("posts/a.md", "# A\n\n{ref}`author-n`\n")
    run = blog.run("build")
    assert run.returncode == 1
    assert "author-n" in run.stderr
    assert "blog/author.html" not in blog.pages()


@given(st.text(max_size=40))
def test_a_label_has_the_slug_that_ablog_gives_it(label: str) -> None:
    assert label_slug(label) == slugify(label)
