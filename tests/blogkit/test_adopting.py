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


PAGE_IDS = """
def name_it(app, pagename, templatename, context, doctree):
    if doctree is not None:
        context["ablog"].page_id = lambda *_: "was " + pagename
    context["metatags"] = f"<!-- {context['ablog'].page_id(pagename)} -->"

def setup(app):
    app.connect("html-page-context", name_it)
"""


def test_an_extension_that_comes_before_ours_finds_the_blog_in_a_pages_context(blog: Blog) -> None:
    """As with ABlog, of which it comes after. What it sets is meant for that page."""
    blog.write("named.py", PAGE_IDS)
    conf = blog.read("conf.py").replace('"blogkit"]', '"named", "blogkit"]')
    blog.write("conf.py", f"import sys\nsys.path.append('.')\n{conf}disqus_shortname = 'a'\n")
    blog.post("posts/a.md")
    run = blog.sphinx()
    assert run.returncode == 0, run.stderr
    assert "<!-- was posts/a -->" in blog.read("out/posts/a.html")
    assert "<!-- was" not in blog.read("out/blog.html")


def test_a_theme_that_changes_settings_makes_nothing_be_read_again(
    make_blog: Callable[[str], Blog], monkeypatch: pytest.MonkeyPatch
) -> None:
    """pydata sets `fontawesome_included`; a set among the settings has any order."""
    blog = make_blog("html_theme = 'pydata_sphinx_theme'\n")
    blog.post("posts/a.md")
    doctree = blog.root / "out/.doctrees/posts/a.doctree"
    stamps = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        assert blog.sphinx().returncode == 0
        stamps.append(doctree.stat().st_mtime_ns)
    assert stamps[0] == stamps[1]


@pytest.mark.parametrize(("builder", "page"), [("html", "old.html"), ("dirhtml", "old/index.html")])
def test_rediraffe_writes_its_redirects(
    make_blog: Callable[[str], Blog], builder: str, page: str
) -> None:
    """It asks for Sphinx's own builder classes, and no others (rediraffe.py: build_redirects)."""
    blog = make_blog(
        "extensions += ['sphinxext.rediraffe']\nrediraffe_redirects = {'old.md': 'posts/a.md'}\n"
    )
    blog.post("posts/a.md")
    for _ in range(2):
        assert blog.sphinx(builder).returncode == 0
        assert "posts/a" in blog.read(f"out/{page}")


LATE_FILE = """
from pathlib import Path

def put_it_there(app, exception):
    Path(app.outdir, "_static", "late.css").write_text("p {}")

def setup(app):
    app.add_css_file("late.css")
    app.connect("build-finished", put_it_there)
"""


def test_a_stylesheet_that_comes_when_all_is_built_makes_no_page_differ(blog: Blog) -> None:
    """As myst-nb's does: Sphinx adds a checksum to it as soon as it is there."""
    blog.write("late.py", LATE_FILE)
    conf = blog.read("conf.py").replace('"blogkit"]', '"late", "blogkit"]')
    blog.write("conf.py", f"import sys\nsys.path.append('.')\n{conf}")
    blog.post("posts/a.md")
    blog.sphinx()
    clean = blog.read("out/search.html")
    assert "late.css" in clean
    assert blog.sphinx().returncode == 0
    assert blog.read("out/search.html") == clean
    blog.post("posts/b.md")
    blog.sphinx()
    assert "late.css?v=" not in blog.read("out/posts/b.html")
    assert "basic.css?v=" in blog.read("out/posts/b.html")


def test_a_scaled_picture_in_an_excerpt_leads_to_the_whole_one(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("post_auto_image = 1\n")
    blog.write("posts/2026/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    picture = "```{image} dot.svg\n:alt: A dot\n:width: 50%\n```\n"
    blog.post("posts/2026/a.md", f"# A\n\n{picture}\nSome text.\n", tags="python")
    blog.sphinx()
    assert 'href="../../_images/dot.svg"' in blog.read("out/posts/2026/a.html")
    assert 'href="../../_images/dot.svg"' in blog.read("out/blog/tag/python.html")
    assert 'href="_images/dot.svg"' in blog.read("out/blog.html")


@pytest.mark.xfail(reason="the builder has to leave such a document to the listing")
def test_a_page_that_only_holds_the_place_of_the_blog_gives_way_to_it(blog: Blog) -> None:
    """Many write a `blog.rst` so that the blog can stand in a toctree; ABlog's listing wins."""
    blog.write("blog.rst", "Our blog\n========\n\nA stand-in.\n")
    blog.write("index.md", "# Home\n\n```{toctree}\nblog\n```\n")
    blog.post("posts/a.md")
    for again in ("", "More.\n"):
        blog.write("blog.rst", f"Our blog\n========\n\nA stand-in.\n{again}")
        assert blog.sphinx().returncode == 0
        page = blog.read("out/blog.html")
        assert 'href="posts/a.html"' in page
        assert "A stand-in." not in page
