"""What is kept of posts: excerpts of words, labels that need no order, nothing shared."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import feedparser
import pytest
from docutils.core import publish_doctree
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from blogkit.blog.excerpts import Excerpt, first_paragraphs
from blogkit.blog.model import blog_of
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from blogkit.blog.model import Blog as Model
    from tests.blogkit.conftest import Blog

# Sphinx's own, of the attributes through which a transform reaches the application.
SPHINX_S_PLANS = pytest.mark.filterwarnings("ignore:.* is deprecated")


def _words(text: str, count: int = 1) -> list[str]:
    document = publish_doctree(text, settings_overrides={"report_level": 5})
    kept = Excerpt.of(first_paragraphs(document, count)).nodes()
    return [node.astext() for node in kept]


@pytest.mark.parametrize(
    "before",
    [
        ".. contents::\n\nOne\n---\n\n",
        "* `One`_\n* `Two`_\n\n.. _one:\n\n.. _two:\n\n",
        "* An item of a list.\n\n",
        "`to the top`_\n\n.. _to the top:\n\n",
        ".. note:: A note.\n\n",
        ".. sidebar:: Aside\n\n   Beside the text.\n\n",
        ".. topic:: A topic\n\n   Words.\n\n",
        ".. [1] A footnote.\n\n",
        ".. image:: a.png\n\n",
        ".. figure:: a.png\n\n   A caption.\n\n   A legend.\n\n",
        ".. nonsense::\n\n",
        "====  ====\nIn a  cell\n====  ====\n\n",
        ":field: value\n\n",
        "|picture|\n\n.. |picture| image:: a.png\n\n",
    ],
)
def test_an_excerpt_is_the_first_text(before: str) -> None:
    """Stock ABlog takes the first paragraph anywhere: an entry, a link, a message of the parser."""
    assert _words(f"Title\n=====\n\n{before}The first words.\n\nMore.\n") == ["The first words."]


def test_as_many_paragraphs_as_asked_for() -> None:
    assert _words("T\n=\n\nOne.\n\n* no\n\nTwo.\n\nThree.\n", 2) == ["One.", "Two."]
    assert _words("T\n=\n\nOne.\n", 0) == []


def test_a_post_of_nothing_but_a_list_shows_its_beginning() -> None:
    assert _words("T\n=\n\n.. note:: Not this.\n\n* An item.\n* Another.\n") == ["An item."]


def test_an_excerpt_belongs_to_no_document() -> None:
    document = publish_doctree("T\n=\n\nSome *words*.\n\n" + "Very long. " * 5000)
    kept = Excerpt.of(first_paragraphs(document, 1))
    assert len(pickle.dumps(kept)) < 3000
    assert kept.digest == Excerpt.of(kept.nodes()).digest


@pytest.mark.parametrize(
    ("before", "never"),
    [
        ("- [Part](#part)\n- [Other](#part)\n", "Other"),
        ("🔝 <sub>[**back to top**](#part)</sub>\n", "back to top"),
        ("![a](a.svg)\nIts caption.\n", "Its caption."),
        ("### Too deep\n", "Non-consecutive"),
    ],
)
def test_excerpts_of_markdown(make_blog: Callable[[str], Blog], before: str, never: str) -> None:
    """Stock ABlog shows the contents list, the link and the parser's own warning in listings."""
    blog = make_blog("suppress_warnings = ['myst.header']\n")
    blog.write("posts/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    blog.post("posts/a.md", f"# A\n\n{before}\n## Part\n\nThe first words.\n")
    assert blog.sphinx().returncode == 0
    page = blog.read("out/blog.html")
    assert "The first words." in page
    assert never not in page
    entry = feedparser.parse(str(blog.root / "out/blog/atom.xml")).entries[0]
    assert never not in entry.get("summary", "")


def test_a_list_of_posts_in_an_excerpt_does_not_hold_itself(blog: Blog) -> None:
    """Stock ABlog never ends."""
    text = (
        "# A\n\n````{post} 1 May 2026\nWords.\n\n```{postlist}\n:excerpts:\n:tags: x\n```\n````\n"
    )
    blog.write("posts/a.md", text.replace("2026\n", "2026\n:tags: x\n\n", 1))
    blog.write("index.md", "# Home\n\n```{postlist}\n:excerpts:\n```\n")
    run = blog.sphinx("html", "-W")
    assert run.returncode == 0, run.stderr
    assert "Words." in blog.read("out/index.html")


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "singlehtml", "json", "gettext"])
def test_other_builders_build(blog: Blog, builder: str) -> None:
    blog.post("posts/a.md", "# A\n\nSome [words](b.md).\n", tags="python")
    blog.post("posts/b.md", "# B\n\n{ref}`tag-python`\n", tags="python")
    blog.write("index.md", "# Home\n\n```{postlist}\n:excerpts:\n:format: '{title} {tags}'\n```\n")
    run = blog.sphinx(builder)
    assert run.returncode == 0, run.stderr


def test_a_title_is_the_heading_not_that_of_a_box_above(blog: Blog) -> None:
    """Stock ABlog takes the first title of anything."""
    text = ".. admonition:: News\n\n   Words.\n\nThe title\n=========\n\n.. post:: 1 May 2026\n\nText.\n"
    blog.write("a.rst", text)
    assert blog.sphinx().returncode == 0
    assert re.search(r"<h2><a[^>]*>The title</a>", blog.read("out/blog.html"))


def test_several_posts_at_the_top_of_a_file_are_all_listed(blog: Blog) -> None:
    """Stock ABlog gives both one address, and lists the last."""
    part = "{0}\n=====\n\n.. post:: {1} May 2026\n\nText of {0}.\n\n"
    blog.write("a.rst", part.format("First", 1) + part.format("Other", 2))
    assert blog.sphinx().returncode == 0
    page = blog.read("out/blog.html")
    assert re.findall(r'href="(a.html[^"]*)">(\w+)</a></h2>', page) == [
        ("a.html#other", "Other"),
        ("a.html", "First"),
    ]


def _labelled(blog: Blog, order: tuple[str, str]) -> str:
    for name in order:
        blog.post(f"{name}/same.md", f"# From {name}\n\nText.\n")
        assert blog.sphinx("html", "-d", "trees").returncode == 0
    return blog.read("out/index.html")


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_of_two_posts_with_one_name_the_first_by_path_has_it(
    blog: Blog, order: tuple[str, str]
) -> None:
    """With stock ABlog it is the one that was read last."""
    blog.write("index.rst", "Home\n====\n\n:ref:`same`\n")
    (blog.root / "index.md").unlink()
    _labelled(blog, order)
    (blog.root / "index.rst").write_text("Home\n====\n\n:ref:`same` again\n")
    blog.sphinx("html", "-d", "trees")
    assert 'href="one/same.html"' in blog.read("out/index.html")
    (blog.root / "one/same.md").unlink()
    (blog.root / "index.rst").write_text("Home\n====\n\n:ref:`same` once more\n")
    blog.sphinx("html", "-d", "trees")
    assert 'href="two/same.html"' in blog.read("out/index.html")


def test_an_author_s_own_label_wins_whenever_it_comes(blog: Blog) -> None:
    """Stock ABlog overwrites it, or forgets it when the post is read again."""
    blog.write("page.rst", ":orphan:\n\nPage\n====\n\n:ref:`mine`\n\nText\n----\n\nWords.\n")
    blog.post("posts/mine.md", "# A post\n")
    blog.sphinx("html", "-d", "trees")
    assert 'href="posts/mine.html"' in blog.read("out/page.html")
    text = ":orphan:\n\nPage\n====\n\n:ref:`mine`\n\n.. _mine:\n\nText\n----\n\nWords.\n"
    blog.write("page.rst", text)
    run = blog.sphinx("html", "-d", "trees")
    assert "duplicate label" not in run.stderr
    assert 'href="#mine"' in blog.read("out/page.html")


def test_parallel_builds_are_the_same(make_blog: Callable[[str], Blog]) -> None:
    """Stock ABlog cannot read in parallel, and loses posts where it is made to."""
    blog = make_blog("html_theme = 'alabaster'\nhtml_sidebars = {'**': ['ablog/tagcloud.html']}\n")
    for number in range(24):
        blog.post(
            f"posts/p{number}.md",
            f"# Post {number}\n\nSee {{ref}}`p{23 - number}`, {{ref}}`tag-t{number % 3}`.\n",
            date=f"2026-04-{number % 12 + 1:02}",
            tags=f"t{number % 5}, all",
        )
    sites = []
    for jobs in ("1", "4"):
        run = blog.sphinx("html", "-W", "-j", jobs, "-d", f"trees-{jobs}")
        assert run.returncode == 0, run.stderr
        assert "parallel" not in run.stderr
        out = blog.root / "out"
        sites.append({path.relative_to(out): path.read_bytes() for path in _site_files(out)})
        out.rename(blog.root / f"out-{jobs}")
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []


def _site_files(out: Path) -> list[Path]:
    """Pages; feeds say when they were built, and Sphinx's index and inventory are its own."""
    return [path for path in out.rglob("*.html") if path.is_file()]


def _model(blog: Blog) -> tuple[Sphinx, Model]:
    with docutils_namespace():
        app = Sphinx(
            blog.root, blog.root, blog.root / "out", blog.root / "trees", "html", status=None
        )
        app.build()
    return app, blog_of(app)


@SPHINX_S_PLANS
def test_two_blogs_in_one_process_share_nothing(
    make_blog: Callable[[str], Blog], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With stock ABlog the second has the first one's title and posts."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    blog = make_blog("blog_title = 'One'\n")
    blog.post("posts/a.md")
    _, first = _model(blog)
    blog.write("conf.py", blog.read("conf.py").replace("'One'", "'Two'"))
    blog.post("posts/b.md")
    _, second = _model(blog)
    assert (first.blog_title, len(first)) == ("One", 1)
    assert (second.blog_title, len(second)) == ("Two", 2)


@SPHINX_S_PLANS
def test_a_page_asks_for_no_more_than_it_shows(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    for day in range(1, 5):
        blog.post(f"posts/p{day}.md", f"# P{day}\n", date=f"2026-05-0{day}", tags="all")
    app, model = _model(blog)
    traces = traces_of(app)
    traces.questions()
    newest = iter(model.tags["all"])
    assert [next(newest).id, next(newest).id] == ["posts/p4", "posts/p3"]
    asked = set(traces.questions())
    assert asked == {
        *(("label", "tags", "all"), ("first", "tags/all", 2)),
        *(("post", "posts/p4"), ("post", "posts/p3")),
    }
    neighbour = model.all_posts["posts/p2"].next
    assert neighbour is not None
    assert neighbour.id == "posts/p3"
    assert set(traces.questions()) == {("neighbour", "posts/p2", -1), ("post", "posts/p3")}
    neighbour.to_html("blog/tag/all")
    assert ("excerpt", "posts/p3") in traces.questions()
    assert bool(model.tags)
    assert set(traces.questions()) == {("any", "tags")}


@SPHINX_S_PLANS
def test_answers_change_with_what_they_are_about(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    questions = [
        *(("post", "posts/a"), ("excerpt", "posts/a"), ("catalog", "tags"), ("any", "tags")),
        *(("recent", 1, None), ("count", "blog/post"), ("first", "tags/x", 1)),
    ]

    def changed(**fields: str) -> set[str]:
        text = fields.pop("text", "# A\n\nWords.\n\nMore.\n")
        blog.post("posts/a.md", text, **{"tags": "x", **fields})
        app, _ = _model(blog)
        answers = {str(question[0]): traces_of(app).answer(question) for question in questions}
        differing = {kind for kind in answers if known and answers[kind] != known[kind]}
        known.update(answers)
        return differing

    known: dict[str, str] = {}
    assert changed() == set()
    assert changed(text="# A\n\nWords.\n\nOther.\n") == set()
    assert changed(text="# A\n\nOther words.\n") == {"excerpt"}
    assert changed(text="# B\n\nOther words.\n") == {"post"}
    assert changed(text="# B\n\nOther words.\n", tags="y") == {"post", "catalog", "first"}
