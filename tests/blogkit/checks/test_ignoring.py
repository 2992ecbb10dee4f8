"""Switching checks off, always by name: for the blog, for one post, for one place."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from blogkit.checks import check_site, find_all
from blogkit.memory import Memory
from blogkit.settings import Settings
from blogkit.site import read_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

LINK = "[x](#nowhere)"


def _lines(root: Path, text: str, settings: Settings | None = None) -> list[int]:
    (root / "a.md").write_bytes(text.encode())
    found = check_site(read_site(root, settings or Settings()))
    return [each.place.line for each in found if each.name in ("broken-anchor", "missing-image")]


@pytest.mark.parametrize(
    "comment",
    [
        "% blogkit: ignore broken-anchor",
        "%blogkit:ignore broken-anchor, missing-alt-text",
        "<!-- blogkit: ignore broken-anchor -->",
        "<!--\nblogkit: ignore missing-alt-text,\nbroken-anchor\n-->",
        "% blogkit: ignore broken-anchor\n\n% blogkit: ignore missing-date\n",
        "% a note\n% blogkit: ignore broken-anchor\n",
    ],
)
def test_a_comment_covers_the_paragraph_that_follows(tmp_path: Path, comment: str) -> None:
    text = f"# A\n\n{comment}\n{LINK} and\n{LINK}\n\n{LINK}\n"
    assert _lines(tmp_path, text) == [text.count("\n")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"# A\n\n% blogkit: ignore missing-image\n{LINK}\n", [4]),  # another check
        (f"# A\n\n% Blogkit ignore broken-anchor\n{LINK}\n", [4]),  # no instruction
        (f"# A\n\n{LINK}\n% blogkit: ignore broken-anchor\n", [3]),  # nothing follows
        (f"# A\n\n% blogkit: ignore broken-anchor\n- {LINK}\n- {LINK}\n", [5]),  # one entry
        (f"# A\n\n- {LINK}\n  % blogkit: ignore broken-anchor\n- {LINK}\n", [3]),
        (f"# A\n\n% blogkit: ignore broken-anchor\n\n\n## {LINK}\n{LINK}\n", [7]),  # a heading
        (f"# A\r\n\r\n% blogkit: ignore broken-anchor\r\n{LINK}\r\n\r\n{LINK}\r\n", [6]),
        ("# A\n\n% blogkit: ignore missing-image\n```{figure} x.png\n:alt: A cake\n```\n", []),
        ("# A\n\n% blogkit: ignore missing-image\n\n![é](x.png)<!-- e -->\n", []),
    ],
)
def test_a_comment_covers_nothing_else(tmp_path: Path, text: str, told: list[int]) -> None:
    assert _lines(tmp_path, text) == told


@pytest.mark.parametrize(
    "value", ["broken-anchor", "[missing-date, broken-anchor]", "x, broken-anchor"]
)
def test_front_matter_covers_the_post(tmp_path: Path, value: str) -> None:
    (tmp_path / "b.md").write_text(f"# B\n\n{LINK}\n")
    text = f"---\nblogkit_ignore: {value}\n---\n# A\n\n{LINK}\n"
    (tmp_path / "a.md").write_text(text)
    found = check_site(read_site(tmp_path, Settings()))
    assert [each.path.name for each in found if each.name == "broken-anchor"] == ["b.md"]


def test_very_many_comments_take_little_time(tmp_path: Path) -> None:
    many = "\n".join(
        f"<!-- blogkit: ignore missing-date -->\n% blogkit: ignore c-{at}" for at in range(2000)
    )
    text = f"# A\n\n{many}\n% blogkit: ignore broken-anchor\n{LINK}\n{many}\n{LINK}"
    begin = time.process_time()
    assert _lines(tmp_path, text)[-1] == 8005
    assert time.process_time() - begin < 10


def test_conf_py_covers_the_blog(tmp_path: Path) -> None:
    settings = Settings(ignored_checks=("broken-anchor",))
    assert _lines(tmp_path, f"# A\n\n{LINK}\n", settings) == []
    (silent,) = find_all(read_site(tmp_path, settings))
    assert silent.switched_off


def test_a_remembered_run_knows_what_is_switched_off(tmp_path: Path) -> None:
    memory, root = Memory(tmp_path / "kept"), tmp_path / "blog"
    root.mkdir()
    for text in (f"# A\n\n{LINK}\n", f"# A\n\n% blogkit: ignore broken-anchor\n{LINK}\n"):
        (root / "a.md").write_text(text)
        for settings in (Settings(), Settings(ignored_checks=("broken-anchor",))):
            for _ in range(2):
                known = find_all(read_site(root, settings, memory=memory))
                anew = find_all(read_site(root, settings))
                assert [replace(each) for each in known] == anew


@pytest.mark.parametrize("names", ["'broken-anchor'", "3", "[3]", "{'a': 1}"])
def test_what_is_no_list_of_names_stops(names: str) -> None:
    value = eval(names)  # noqa: S307 - the parameters above
    with pytest.raises(ConfigError, match=r"blogkit_ignored_checks = .* is no list of names"):
        Settings.from_values({"blogkit_ignored_checks": value})


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_unknown_name_in_conf_py_stops_and_gets_an_answer(blog: Blog, command: str) -> None:
    blog.write("conf.py", blog.read("conf.py") + "blogkit_ignored_checks = ['broken-ancor']\n")
    run = blog.run(command)
    assert run.returncode == (2 if command == "check" else 1)
    words = (
        "blogkit_ignored_checks: there is no check 'broken-ancor'; did you mean 'broken-anchor'?"
    )
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_a_build_is_silent_on_what_is_switched_off(blog: Blog) -> None:
    """MyST's own words about the same link are not told either."""
    words, comment = "Some words to begin with.", "% blogkit: ignore broken-anchor, missing-image"
    blog.post("posts/a.md", f"# A\n\n{words}\n\n{comment}\n{LINK} and ![A cake](y.png)\n")
    run = blog.run("build", "--strict")
    assert (run.returncode, "nowhere" in run.stderr, "y.png" in run.stderr) == (0, False, False)
    blog.post("posts/a.md", f"# A\n\n{words}\n\n{LINK}\n")
    assert blog.run("build").returncode == 1
    blog.write("conf.py", blog.read("conf.py") + "blogkit_ignored_checks = ['broken-anchor']\n")
    assert blog.run("build", "--strict").returncode == 0
    assert blog.sphinx("html", "-W").returncode == 0
