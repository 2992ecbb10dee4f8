"""An author's slip is one message with its place; the rest is looked at all the same.

One blog has all slips, each in a post of its own: what is told of one depends on no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.blogkit.conftest import Blog, begin_blog

if TYPE_CHECKING:
    from subprocess import CompletedProcess


@dataclass(frozen=True)
class Slip:
    """A fault in a post, and how its message begins."""

    name: str
    text: str | bytes
    message: str

    @property
    def path(self) -> str:
        """`date.md` and `date.rst` would have the same page."""
        return f"posts/{self.name.partition('.')[2]}/{self.name}"


def _sound(name: str) -> str:
    """A post that is all right, with a title that no other has."""
    return f"---\nblogpost: true\ndate: 2026-05-01\n---\n\n# A title of {name}\n\nSome text.\n"


def _rst(name: str, text: str) -> str:
    return f"On {name}\n===============\n\n{text}"


SLIPS = [
    Slip("bytes.md", b"# A caf\xe9\n", "bytes.md:1:8: ERROR: the file cannot be read"),
    Slip(
        "utf16.md",
        _sound("utf16").encode("utf-16"),
        "utf16.md:1:1: ERROR: the file cannot be read",
    ),
    Slip(
        "yaml.md",
        _sound("yaml").replace("true", "true: 1: 2"),
        "yaml.md:2:15: ERROR: the front matter cannot be read",
    ),
    Slip(
        "date.md",
        _sound("date").replace("2026-05-01", "2024-13-45"),
        "date.md:3:7: ERROR: 'date: 2024-13-45' cannot be read",
    ),
    Slip(
        "words.md",
        _sound("words").replace("2026-05-01", "last week"),
        "words.md:3:7: ERROR: the date 'last week' cannot be read",
    ),
    Slip(
        "title.md",
        _sound("title").replace("# A title", ""),
        "title.md:2:1: ERROR: the post has no title",
    ),
    Slip(
        "excerpt.md",
        _sound("excerpt").replace("blogpost", "excerpt: two\nblogpost"),
        "excerpt.md:2:10: ERROR: 'excerpt: two' should be",
    ),
    Slip(
        "tag.md",
        _sound("tag").replace("blogpost", "tags: '!?'\nblogpost"),
        "tag.md:2:7: ERROR: no page can be named after '!?' in 'tags'",
    ),
    Slip("date.rst", _rst("date", ".. post:: some day\n\nText.\n"), "date.rst:4: ERROR: the date"),
    Slip("undated.rst", _rst("undated", ".. post::\n\nText.\n"), "undated.rst:4: ERROR: the post"),
    Slip(
        "title.rst", ".. post:: 1 May 2026\n\nText.\n", "title.rst:1: ERROR: the post has no title"
    ),
    Slip(
        "tag.rst",
        _rst("tag", ".. post:: 1 May 2026\n   :tags: !!!, a\n"),
        "tag.rst:4: ERROR: no page can be named after '!!!'",
    ),
    Slip(
        "update.md",
        _sound("update") + "\n```{update} never\nWords.\n```\n",
        "update.md:10:1: ERROR: the date 'never' of an update",
    ),
    Slip(
        "excerpt.rst",
        ":blogpost: true\n:date: 2026-05-01\n:excerpt: two\n\n" + _rst("excerpt", "Text.\n"),
        "excerpt.rst:3: ERROR: 'excerpt: two' should be a number",
    ),
]
each_slip = pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
Built = tuple[Blog, "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A sound blog was built; then came all slips, and a dead link."""
    blog = begin_blog(tmp_path_factory.mktemp("slips"))
    blog.post("posts/sound.md")
    assert blog.run("build").returncode == 0
    for slip in SLIPS:
        blog.write(slip.path, slip.text)
    blog.post("posts/later.md", "# Later\n\n[x](#nowhere)\n")
    return blog, blog.run("build")


@pytest.fixture(scope="module")
def built_by_sphinx(tmp_path_factory: pytest.TempPathFactory) -> Built:
    blog = begin_blog(tmp_path_factory.mktemp("slips"))
    blog.post("posts/sound.md")
    for slip in SLIPS:
        blog.write(slip.path, slip.text)
    return blog, blog.sphinx()


@each_slip
def test_a_slip_is_one_message(built: Built, slip: Slip) -> None:
    told = [line for line in built[1].stderr.splitlines() if slip.path in line]
    assert [slip.message in line for line in told] == [True], built[1].stderr


def test_slips_stop_only_the_publishing(built: Built) -> None:
    blog, run = built
    assert "Traceback" not in run.stderr
    assert "'#nowhere' leads nowhere" in run.stderr  # the build went on to find the rest
    assert f"\n{len(SLIPS) + 1} errors, 0 warnings. Nothing was published" in run.stderr
    assert run.returncode == 1
    assert blog.pages() >= {"posts/sound.html"}
    assert "posts/later.html" not in blog.pages()


@each_slip
def test_a_slip_is_told_by_plain_sphinx_too(built_by_sphinx: Built, slip: Slip) -> None:
    told = [line for line in built_by_sphinx[1].stderr.splitlines() if slip.path in line]
    place, _, words = slip.message.partition(" ERROR:")
    assert [place in line and words in line for line in told] == [True], told


def test_slips_do_not_stop_plain_sphinx(built_by_sphinx: Built) -> None:
    blog, run = built_by_sphinx
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    assert "posts/sound.html" in blog.pages("out")
