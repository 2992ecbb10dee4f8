"""The checks as part of a build: what is told of whom, and what it does to the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

FAULTY = "# A\n\nSome words to begin with.\n\n[x](#nowhere)\n"
# A check that has a note on every file, in place of all others.
NOTING = """
from types import SimpleNamespace
import blogkit.checks
from blogkit.checks.finding import Finding, Severity
from blogkit.sources import Place
def _note(document, site):
    yield Finding("note", Severity.INFO, document.path, Place(1), "a note")
blogkit.checks.RULES = (SimpleNamespace(NAME="note", check=_note),)
"""


def test_notes_are_counted_in_one_line_of_a_build(blog: Blog) -> None:
    """No warning, however many, neither with `STRICT=1` nor under plain `sphinx-build -W`."""
    blog.post("posts/a.md")
    blog.write("conf.py", blog.read("conf.py") + NOTING)
    run = blog.run("build", "--strict")
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("2 notes; 'python -m blogkit check' shows them") == 1
    assert "0 errors, 0 warnings" in run.stderr
    assert blog.sphinx("html", "-W").returncode == 0


def test_an_error_stops_a_build_and_a_warning_only_a_strict_one(blog: Blog) -> None:
    blog.post("posts/a.md")
    assert blog.run("build").returncode == 0
    blog.post("posts/a.md", FAULTY)
    assert blog.run("build").returncode == 1
    assert "nowhere" not in blog.read("_build/html/posts/a.html")
    blog.write("x.svg", "<svg/>")
    blog.post("posts/a.md", FAULTY.replace("[x](#nowhere)", "![](/x.svg)"))
    assert blog.run("build", "--strict").returncode == 1
    assert "x.svg" not in blog.read("_build/html/posts/a.html")
    assert blog.run("build").returncode == 0
    assert "x.svg" in blog.read("_build/html/posts/a.html")


@pytest.mark.parametrize("fields", [{"draft": "true"}, {"date": "2099-01-01"}])
def test_an_error_in_an_unfinished_post_fails_no_build(blog: Blog, fields: dict[str, str]) -> None:
    """`check` and a preview tell of it as it is."""
    blog.post("posts/a.md", FAULTY, **fields)
    run = blog.run("build", "--strict")
    assert (run.returncode, "nowhere" in run.stderr) == (0, False)
    run = blog.run("build", "--drafts")
    assert run.returncode == 0
    assert "WARNING: the link" in run.stderr
    assert "ERROR: the link" in blog.sphinx("html", "-D", "blogkit_drafts=1").stderr
    run = blog.run("check")
    assert run.returncode == 1
    assert "error: the link" in run.stdout
