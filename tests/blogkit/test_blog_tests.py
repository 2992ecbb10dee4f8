"""The tests of a blog fail on each planted fault, at its place, and on nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from blogkit.checks import RULES
from tests.blogkit.conftest import begin_blog

if TYPE_CHECKING:
    from tests.blogkit.conftest import Blog

TESTS = Path(__file__).resolve().parent.parent
CONTENT_TESTS = [
    *("test_anchors", "test_front_matter", "test_headings", "test_images", "test_toc_links"),
]

# File, its text behind the front matter, the test that must fail, and what it must say.
FAULTS = [
    ("anchor.md", "# A\n\n[x](#nowhere)\n", "test_anchors", ":8:1: error: the link '#nowhere'"),
    ("page.md", "# A\n\n[x](sound.md#no)\n", "test_anchors", ":8:1: error: the link 'sound.md#no'"),
    (
        "contents.md",
        "# A\n\nContents\n--------\n\n- [One](#one)\n- [Two](#two)\n\n## One\n\nText.\n",
        "test_toc_links",
        ":12:3: error: the link '#two'",
    ),
    (
        "toctree.md",
        "# A\n\n```{toctree}\n:hidden:\n\ngone\n```\n",
        "test_toc_links",
        ":11:1: error: the link 'gone'",
    ),
    (
        "picture.md",
        "# A\n\n![A cake](cake.jpg)\n",
        "test_images",
        ":8:1: error: there is no picture",
    ),
    ("case.md", "# A\n\n![A dot](DOT.png)\n", "test_images", ":8:1: error: there is no picture"),
    ("alt.md", "# A\n\nx ![](dot.png)\n", "test_images", ":8:3: warning: the picture 'dot.png'"),
    ("kind.md", "# A\n\n![A dot](dot.jpg)\n", "test_images", ":8:1: warning: 'dot.jpg' is really"),
    ("title.md", "Words.\n", "test_front_matter", ":2:1: error: the post has no title"),
]


def _with_tests(blog: Blog) -> None:
    (blog.root / "tests").mkdir()
    for test in [*TESTS.glob("test_*.py"), TESTS / "conftest.py"]:
        shutil.copy(test, blog.root / "tests")


def _with_faults(blog: Blog) -> None:
    _with_sound_posts(blog)
    for name, text, _, _ in FAULTS:
        blog.post(f"posts/{name}", text.replace("# A\n", f"# About the {Path(name).stem}\n"))


def _with_sound_posts(blog: Blog) -> None:
    _with_tests(blog)
    blog.post("posts/sound.md", "# Sound\n\n[x](#part) ![A dot](dot.png)\n\n## Part\n\nText.\n")
    blog.post("posts/unfinished.md", "# Unfinished\n\n[x](#nowhere)\n", draft="true")
    Image.new("RGB", (1, 1)).save(blog.root / "posts/dot.png")
    Image.new("RGB", (1, 1)).save(blog.root / "posts/dot.jpg", format="PNG")


def _run_tests(blog: Blog) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=short", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "tests"],
        cwd=blog.root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "250", "SOURCE_DATE_EPOCH": "1800000000"},
    )


def _failed(words: str) -> set[tuple[str, str]]:
    """Of each failure the test's module and the document."""
    return set(re.findall(r"^FAILED tests/(\w+)\.py::\w+\[([^\]]+)\]", words, re.MULTILINE))


def test_every_check_has_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in TESTS.glob("test_*.py"))
    assert not {rule.NAME for rule in RULES if f'"{rule.NAME}"' not in tests}


def test_a_sound_blog_passes(blog: Blog) -> None:
    _with_sound_posts(blog)
    run = _run_tests(blog)
    assert run.returncode == 0, run.stdout
    assert "test_anchors.py::test_links_lead_somewhere[posts/sound.md]" in run.stdout
    assert "not published yet" in run.stdout


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tests of a blog say that has every fault, in its posts and in its template."""
    blog = begin_blog(tmp_path_factory.mktemp("faults"), "templates_path = ['_templates']\n")
    _with_faults(blog)
    blog.post("posts/undated.md", date="")
    blog.post("posts/date.md", date="some day")
    blog.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}{% block footer %}<a href="x.html">x</a>{% endblock %}',
    )
    return _run_tests(blog).stdout


def test_each_planted_fault_fails_its_test_and_no_other(told: str) -> None:
    in_sources = {each for each in _failed(told) if each[0] in CONTENT_TESTS}
    expected = {(test, f"posts/{name}") for name, _, test, _ in FAULTS}
    expected |= {("test_front_matter", f"posts/{name}.md") for name in ("undated", "date")}
    assert in_sources == expected
    for name, _, _, words in FAULTS:
        assert f"posts/{name}{words}" in told
    assert "posts/undated.md:2:1: error: the post has no date" in told
    assert "posts/date.md:3:7: error: the date 'some day' cannot be read" in told


def test_the_built_site_shows_the_same_faults(told: str) -> None:
    failed = {name for test, name in _failed(told) if test == "test_built_site"}
    assert {
        f"posts/{name}.md" for name in ("anchor", "page", "contents", "picture", "alt")
    } <= failed
    assert "the page links to 'x.html', which is not in the site" in told
    assert "the page links to '#nowhere', and '#nowhere' is not there" in told


def test_a_blog_without_posts_passes(blog: Blog) -> None:
    _with_tests(blog)
    run = _run_tests(blog)
    assert run.returncode == 0, run.stdout
