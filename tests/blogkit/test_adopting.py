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


def test_formulas_stay_as_they_were_unless_asked(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("myst_enable_extensions = ['dollarmath']\n")
    blog.post("posts/a.md", "# A\n\nSo $^2$ and $&$.\n")
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    assert "<math" not in blog.read("out/posts/a.html")
    blog.write("conf.py", blog.read("conf.py") + "html_math_renderer = 'mathml'\n")
    assert blog.sphinx("html", "-E").stderr.count("cannot be shown as MathML") == 2


def test_tables_that_are_comments_to_docutils_stay(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("extensions += ['sphinx.ext.autosummary']\n")
    blog.write("a.rst", "A\n=\n\n.. autosummary::\n\n   json.dumps\n\n.. hidden\n")
    assert blog.sphinx().returncode == 0
    page = blog.read("out/a.html")
    assert "json.dumps" in page
    assert "hidden" not in page


@pytest.mark.parametrize("pattern", ["posts/**.md", "posts/*.md", "{root}/posts/*.md"])
def test_patterns_are_read_as_ablog_reads_them(
    make_blog: Callable[[str], Blog], pattern: str
) -> None:
    blog = make_blog("")
    pattern = pattern.format(root=blog.root)
    blog.write("conf.py", blog.read("conf.py") + f"blog_post_pattern = {pattern!r}\n")
    blog.write("posts/a.md", "---\ndate: 2026-05-01\n---\n\n# A\n")
    blog.write("posts/b.md", "# B\n")
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    assert "posts/b.md:1:1: ERROR: the post has no date" in run.stderr
    assert "posts/a.html" in blog.read("out/blog.html")


def test_what_stock_publishes_stays(blog: Blog) -> None:
    blog.write("page.md", "---\ntitle: a: b\norphan: true\n---\n\n# A page\n")
    blog.post("posts/partly.md", date="May 2014")
    blog.write(
        "posts/partly.rst", "Partly\n======\n\n.. post:: 2014\n\nText.\n".replace("Partly", "Other")
    )
    (blog.root / "posts/partly.rst").rename(blog.root / "posts/other.rst")
    blog.write("latin.rst", ":orphan:\n\nCaf\xe9\n====\n".encode("latin-1"))
    blog.write("conf.py", blog.read("conf.py") + "source_encoding = 'latin-1'\n")
    run = blog.sphinx()
    assert run.returncode == 0
    assert {"page.html", "posts/partly.html", "posts/other.html", "latin.html"} <= blog.pages("out")
    assert {"blog/2014.html"} <= blog.pages("out")
    assert "posts/partly.md:3:7: ERROR: the date 'May 2014' cannot be read" in run.stderr


def test_a_page_that_turns_draft_is_gone_from_the_folder(blog: Blog) -> None:
    blog.post("posts/a.md")
    blog.write("posts/b.rst", POST)
    blog.sphinx("html", "-d", "trees")
    assert {"posts/a.html", "posts/b.html"} <= blog.pages("out")
    blog.post("posts/a.md", draft="true")
    blog.write("posts/b.rst", POST.replace("1 May 2026", "1 May 2099"))
    blog.sphinx("html", "-d", "trees")
    assert not {"posts/a.html", "posts/b.html"} & blog.pages("out")


def test_a_future_post_in_a_globbed_toctree_breaks_nothing(blog: Blog) -> None:
    blog.write("index.rst", "Home\n====\n\n.. toctree::\n   :glob:\n\n   f*\n")
    (blog.root / "index.md").unlink()
    blog.write("f.rst", POST.replace("1 May 2026", "1 May 2099"))
    blog.write("fa.rst", "Title\n=====\n\nText.\n")
    for builder in ("html", "texinfo"):
        run = blog.sphinx(builder, "-W")
        assert run.returncode == 0, run.stderr


def test_links_into_other_documents_are_myst_s_to_judge(blog: Blog) -> None:
    blog.write("a.rst", ":orphan:\n\n.. _there:\n\nA\n=\n\n.. glossary::\n\n   word\n      x\n")
    blog.post("posts/b.md", "# B\n\n[1](#there) [2](there) [3](../a.rst) [4](../a)\n")
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr


def test_front_matter_of_pages_is_their_own(blog: Blog) -> None:
    text = (
        "---\nimage: /x.png\nexcerpt: words\nauthor: {name: Jo}\ntag: y\norphan: true\n---\n\n# A\n"
    )
    blog.write("page.md", text)
    assert blog.run("build", "--strict").returncode == 0


def test_pages_that_nobody_makes_are_dead(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("")
    pages = ("drafts.html", "location.html", "archive/atom.xml")
    blog.post(
        "posts/a.md", "# A\n\n[1](/404.html)" + "".join(f" [x](/blog/{each})" for each in pages)
    )
    assert blog.run("build").stderr.count("leads nowhere") == 4


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


def test_under_dirhtml_the_list_of_posts_keeps_its_page_from_the_index_of_its_folder(
    blog: Blog,
) -> None:
    """As with stock ABlog, whose listing is written last; also if the document alone has changed."""
    blog.write("blog/index.md", "# Mine\n\n```{toctree}\n:glob:\n*\n```\n")
    blog.post("blog/first.md", "# First walk\n")
    run = blog.sphinx("dirhtml")
    assert (
        "blog/index.md:1:1: WARNING: its page is overwritten by the list of posts, 'blog/index.html'"
        in run.stderr
    )
    listing = blog.read("out/blog/index.html")
    assert "First walk" in listing
    blog.write("blog/index.md", "# Mine\n\nOther words.\n\n```{toctree}\n:glob:\n*\n```\n")
    assert blog.sphinx("dirhtml").returncode == 0
    assert blog.read("out/blog/index.html") == listing
