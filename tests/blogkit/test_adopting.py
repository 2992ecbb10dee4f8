"""A stock ABlog blog gains blogkit by one line, and stays what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import blogkit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

POST = (
    "Title\n=====\n\n.. post:: 1 May 2026\n   :tags: python, sphinx\n   :author: Robin\n\nText.\n"
)
SEVERAL = "Two\n===\n\nOne\n---\n\n.. post:: 2 May 2026\n\nA.\n\nOther\n-----\n\n.. post:: 3 May 2026\n\nB.\n"


def _stock(blog: Blog) -> None:
    blog.write("posts/a.rst", POST)
    blog.write("posts/b/index.md", "# B\n\n```{post} 4 May 2026\n:tags: python\n```\n\nText.\n")
    blog.write("posts/several.rst", SEVERAL)
    blog.post("posts/c.md", "# C\n\nSee {ref}`a`.\n", redirect="old/c")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_address_stays(blog: Blog, builder: str) -> None:
    _stock(blog)
    conf = blog.read("conf.py")
    blog.write("conf.py", conf.replace(', "blogkit"', ""))
    assert blog.sphinx(builder).returncode == 0
    stock = blog.pages("out") - {"blog/drafts.html", "blog/drafts/index.html"}
    (blog.root / "out").rename(blog.root / "stock")
    blog.write("conf.py", conf)
    run = blog.sphinx(builder, "-W")
    assert run.returncode == 0, run.stderr
    assert blog.pages("out") == stock


def test_a_ref_to_a_post_leads_to_its_page(blog: Blog) -> None:
    """Stock ABlog adds a fragment that is not there (post.py:379)."""
    _stock(blog)
    blog.sphinx()
    assert 'href="a.html"' in blog.read("out/posts/c.html")


def test_findings_are_warnings_under_plain_sphinx(blog: Blog) -> None:
    blog.post("posts/a.md", "# A\n\n[x](#nowhere)\n")
    run = blog.sphinx()
    assert run.returncode == 0
    assert "posts/a.md:8:1: ERROR: the link '#nowhere'" in run.stderr
    assert blog.sphinx("html", "-W").returncode == 1
    blog.write("conf.py", blog.read("conf.py") + "suppress_warnings = ['blogkit.broken-anchor']\n")
    assert "nowhere" not in blog.sphinx("html", "-E").stderr


@pytest.mark.parametrize("feature", blogkit.FEATURES)
def test_a_blog_builds_without_any_one_feature(blog: Blog, feature: str) -> None:
    _stock(blog)
    rest = tuple(each for each in blogkit.FEATURES if each != feature)
    conf = f"import blogkit\nblogkit.FEATURES = {rest!r}\n" + blog.read("conf.py")
    blog.write("conf.py", conf)
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    assert "posts/c.html" in blog.pages("out")


def test_without_the_checks_myst_still_tells_of_dead_links(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("")
    rest = tuple(each for each in blogkit.FEATURES if "checks" not in each)
    blog.write("conf.py", f"import blogkit\nblogkit.FEATURES = {rest!r}\n" + blog.read("conf.py"))
    blog.post("posts/a.md", "# A\n\n[x](#nowhere)\n")
    assert "'nowhere'" in blog.sphinx().stderr


def test_formulas_need_no_script(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("html_math_renderer = 'mathml'\nmyst_enable_extensions = ['dollarmath']\n")
    blog.post("posts/a.md", "# A\n\nSo $x^2$, and\n\n$$\na_1 = b\n$$ (eq)\n\n$\\nonsense{$\n")
    run = blog.sphinx()
    page = blog.read("out/posts/a.html")
    assert "<msup>" in page
    assert 'class="eqno">(1)' in page
    assert "MathJax" not in page
    assert "<code>\\nonsense{</code>" in page
    assert "cannot be shown as MathML" in run.stderr
