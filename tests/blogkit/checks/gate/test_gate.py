"""Nothing private is published, by whatever road it came; and nothing innocent is held up."""

from __future__ import annotations

import zlib
from importlib.resources import files
from re import search
from typing import TYPE_CHECKING

import pytest

from blogkit.checks.gate.leaked_files import is_leaked

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.blogkit.conftest import Blog

DRAFT = """\
# A zygomorphic plan

We might sell the little boat to somebody in spring.
"""
LEAK = """
import pathlib

def leak(app, exception):
    page = pathlib.Path(app.outdir, "{name}")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text({text!r})

def setup(app):
    app.connect("build-finished", leak)
"""


def _blog_with(make_blog: Callable[[str], Blog], name: str, text: str) -> Blog:
    """A blog with a draft and a comment, whose conf.py writes a file of its own into the site."""
    blog = make_blog(LEAK.format(name=name, text=text))
    comment = "<!-- Ask whether the old pier may be named -->"
    blog.post("posts/open.md", f"# Open\n\nSome text.\n\n{comment}\n")
    blog.post("posts/plan.md", DRAFT, draft="true", tags="sextant")
    return blog


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.html", "<p>sell the little boat to</p>", "posts/plan.md:10:1: ERROR: 'sell the little"),
        (
            "a.html",
            "<p>whether the old pier may</p>",
            "posts/open.md:10:1: ERROR: 'whether the old",
        ),
        (
            "a.html",
            "<h1>Zygomorphic</h1>",
            "posts/plan.md:8:1: ERROR: 'zygomorphic' is only in a post",
        ),
        ("x/sextant.html", "", "posts/plan.md:5:1: ERROR: 'sextant' is only in"),
        ("posts/plan.html", "", "[blogkit.leaked-draft]"),
        (".env", "A=1", ".env:1:1: ERROR: this file is none for readers"),
        ("_sources/a.md.txt", "", "[blogkit.leaked-file]"),
        ("a.html", "<a href='nowhere.html'>x</a>", "[blogkit.broken-anchor]"),
        ("a.html", "<img alt='' src='b.png' srcset='c.png 2x'>", "[blogkit.missing-image]"),
        ("a.html", f"ghp_{'a1B2c3D4e5F6g7H8i9J0' * 2}"[:44], "[blogkit.secret]"),
    ],
)
def test_what_is_planted_stops_the_publication(
    make_blog: Callable[[str], Blog], name: str, text: str, told: str
) -> None:
    blog = _blog_with(make_blog, name, text)
    run = blog.run("build")
    assert run.returncode == 1, run.stderr
    assert told in run.stderr
    assert "Traceback" not in run.stderr
    assert not (blog.root / "_build/html").exists()
    again = blog.run("build")
    assert again.returncode == 1
    assert told in again.stderr


def test_what_is_mended_is_published(make_blog: Callable[[str], Blog]) -> None:
    blog = _blog_with(make_blog, "a.html", "<p>sell the little boat to</p>")
    assert blog.run("build").returncode == 1
    blog.write("conf.py", blog.read("conf.py").replace("little boat to", "large boat to"))
    run = blog.run("build")
    assert run.returncode == 0, run.stderr


def test_text_that_becomes_private_is_found_in_what_was_built_before(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = _blog_with(make_blog, "a.html", "<p>that nobody may know of yet</p>")
    assert blog.run("build").returncode == 0
    blog.post("posts/plan.md", DRAFT + "\nA thing that nobody may know of yet.\n", draft="true")
    run = blog.run("build")
    assert run.returncode == 1
    assert "posts/plan.md:11:1: ERROR: 'that nobody may know of'" in run.stderr


def test_under_plain_sphinx_it_is_a_warning(make_blog: Callable[[str], Blog]) -> None:
    blog = _blog_with(make_blog, "a.html", "<p>sell the little boat to</p>")
    run = blog.sphinx()
    assert run.returncode == 0
    assert run.stderr.count("[blogkit.leaked-text]") == 1
    assert "leaked-file" not in run.stderr  # .doctrees, which Sphinx puts there


def test_innocent_blogs_are_published(make_blog: Callable[[str], Blog]) -> None:
    blog = make_blog("templates_path = ['_templates']\nhtml_extra_path = ['_extra']\n")
    blog.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}{% block footer %}Written '
        "by hand on a small green island{% endblock %}",
    )
    blog.write("_extra/robots.txt", "# Nobody has to ask before they come here\n")
    blog.write("_snippets/note.md", "A note which stands in many of my posts.\n")
    blog.write("conf.py", blog.read("conf.py") + "exclude_patterns = ['_snippets']\n")
    code = "```html\n<!-- a comment that is shown as code here -->\n```\n"
    blog.post(
        "posts/open.md",
        "# Walking home\n\nThis sentence is quoted by a draft of mine.\n\n"
        "```{include} /_snippets/note.md\n```\n\n"
        + code
        + "<!-- This sentence is quoted by a draft of mine. Written by hand on a small green "
        "island. See [home](index.md). -->\n",
        tags="notes",
    )
    blog.post(
        "posts/plan.md",
        "# Search, archive and notes of May\n\n> This sentence is quoted by a draft of mine.\n\n"
        "A note which stands in many of my posts.\n\nNobody has to ask before they come here.\n\n"
        "A comment that is shown as code here.\n\n[Walking home](open.md)\n",
        draft="true",
        tags="notes, previous",
    )
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr


def test_a_token_that_its_author_has_set_is_no_secret(make_blog: Callable[[str], Blog]) -> None:
    counter = "0f9e8d7c6b5a49382716f5e4d3c2b1a0"
    blog = make_blog("templates_path = ['_templates']\n")
    beacon = f'<script data-beacon=\'{{"token": "{counter}"}}\'></script>'
    blog.write(
        "_templates/layout.html",
        f'{{% extends "!layout.html" %}}{{% block footer %}}{beacon}{{% endblock %}}',
    )
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    assert counter in blog.read("_build/html/index.html")


def test_it_can_be_switched_off_by_its_name(make_blog: Callable[[str], Blog]) -> None:
    blog = _blog_with(make_blog, "a.html", "<p>sell the little boat to</p>")
    blog.post("posts/plan.md", DRAFT, draft="true", blogkit_ignore="leaked-text")
    run = blog.run("build")
    assert run.returncode == 0, run.stderr


def test_a_preview_shows_everything(make_blog: Callable[[str], Blog]) -> None:
    blog = _blog_with(make_blog, "a.html", "<p>sell the little boat to</p>")
    run = blog.run("build", "--drafts")
    assert "leaked" not in run.stderr
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "name",
    [
        *(".git/config", "a/.DS_Store", ".env", ".env.local", "a/b.html~", "post.md.swp", "#a.md#"),
        *(
            ".#a.md",
            "_sources/a.md.txt",
            ".doctrees/a.doctree",
            "environment.pickle",
            "a.html.orig",
        ),
        *("app.js.map", "__pycache__/a.pyc", "id_rsa", "key.pem", ".ipynb_checkpoints/a.ipynb"),
        *("._photo.jpg", "Thumbs.db", "db.sqlite3", "a.bak", ".htpasswd"),
    ],
)
def test_files_that_are_none_for_readers(name: str) -> None:
    assert is_leaked(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "index.html",
            ".nojekyll",
            ".htaccess",
            ".well-known/security.txt",
            "_redirects",
            "CNAME",
        ),
        *("_static/theme.js.map", "environment.html", "git.html", "posts/key.html", "_headers"),
        *("objects.inv", "_images/swp.png", "a.c~b.html", "_downloads/1/data.csv", "keys/a.gpg"),
    ],
)
def test_files_that_are(name: str) -> None:
    assert not is_leaked(name)


def test_a_paper_that_a_page_hands_out_may_share_words_with_a_draft(
    make_blog: Callable[[str], Blog],
) -> None:
    blog = make_blog("")
    words = b"BT (A zygomorphic answer: sell the little boat to somebody else) Tj ET"
    packed = zlib.compress(words)
    blog.write("posts/paper.pdf", b"%PDF-1.7\n1 0 obj\nstream\n" + packed + b"\nendstream\n%%EOF")
    blog.post("posts/open.md", "# Open\n\nThe {download}`answer <paper.pdf>`.\n")
    blog.post("posts/plan.md", DRAFT, draft="true")
    run = blog.run("build")
    assert run.returncode == 0, run.stderr


def test_a_draft_may_say_what_a_script_of_sphinx_says(make_blog: Callable[[str], Blog]) -> None:
    script = files("sphinx") / "search/non-minified-js/base-stemmer.js"
    found = search(r"(?:[a-z]+ ){5}[a-z]+", script.read_text("utf-8"))
    assert found
    blog = make_blog("")
    blog.post("posts/open.md", "# Open\n\nSome text.\n")
    blog.post("posts/plan.md", f"# Zygomorphic\n\nI wrote: {found[0]}.\n", draft="true")
    run = blog.run("build")
    assert run.returncode == 0, run.stderr


def test_a_project_published_below_the_blog_is_no_reason_to_publish_nothing(
    make_blog: Callable[[str], Blog],
) -> None:
    """As on GitHub Pages: every project has a folder there, of which the blog knows nothing."""
    blog = make_blog("source_suffix = ['.rst', '.md']\n")
    below = "https://blog.example.org/sundial"
    blog.write(
        "made.rst", f":orphan:\n\nMade\n====\n\n`Mine <{below}/>`_, `manual <{below}/use.html>`_.\n"
    )
    run = blog.run("build")
    assert run.returncode == 0, run.stderr
    assert f"WARNING: the page links to '{below}/', which is not in the site" in run.stderr
    again = blog.run("build")
    assert again.stderr.count("[blogkit.broken-anchor]") == 2
    blog.write(
        "made.rst", blog.read("made.rst") + "\n`Gone <https://blog.example.org/posts/gone.html>`_\n"
    )
    blog.post("posts/here.md")
    assert blog.run("build").returncode == 1
