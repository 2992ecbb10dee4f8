"""What is wrong with the way a blog is set up is said with the line and the remedy."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from blogkit.commands import main
from blogkit.doctor import complaints_of, patient_in

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """\
extensions = ["myst_parser", "ablog", "blogkit"]
blog_baseurl = "https://you.example.org/"
html_theme = "pydata_sphinx_theme"
html_sidebars = {"**": ["ablog/postcard.html", "mine.html", "sidebar-nav-bs"]}
templates_path = ["_templates"]
exclude_patterns = ["README.md"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "conf.py": SOUND,
        "index.md": "# Home\n",
        "README.md": "# For those who look at the code\n",
        "posts/licence.md": "---\nblogpost: true\ndate: 2026-05-01\n---\n\n# A post\n",
        "_templates/mine.html": '<a href="/blog/atom.xml">Feed</a>',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _told(root: Path) -> list[str]:
    return [str(each) for each in complaints_of(patient_in(root))]


def _change(root: Path, old: str, new: str) -> None:
    conf = root / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_of_a_sound_blog_nothing(root: Path) -> None:
    assert _told(root) == []


def test_an_address_without_a_scheme(root: Path) -> None:
    _change(root, "https://", "")
    (told,) = _told(root)
    assert told.startswith("conf.py:2:1: blog_baseurl = 'you.example.org/' has no scheme")
    assert "write 'https://you.example.org/' [doctor.base-url]" in told


def test_no_address_and_a_link_to_a_feed(root: Path) -> None:
    _change(root, 'blog_baseurl = "https://you.example.org/"\n', "")
    first, second = _told(root)
    assert first.startswith("conf.py:1:1: the blog has no blog_baseurl")
    assert second.startswith("_templates/mine.html:1:1: '/blog/atom.xml' is linked")


def test_a_feed_of_another_name(root: Path) -> None:
    (root / "_templates/mine.html").write_text('\n<a href="/rss.xml">Feed</a>')
    (told,) = _told(root)
    assert told.startswith("_templates/mine.html:2:1: '/rss.xml' is linked")


def test_a_sidebar_that_is_nowhere(root: Path) -> None:
    _change(root, "mine.html", "yours.html")
    (told,) = _told(root)
    assert told.startswith("conf.py:4:1: html_sidebars names the template 'yours.html'")


@pytest.mark.parametrize("name", ["README.md", "AGENTS.md", "docs/Contributing.md", "venv/x.md"])
def test_files_that_are_no_pages(root: Path, name: str) -> None:
    _change(root, 'exclude_patterns = ["README.md"]', "")
    (root / "README.md").unlink()
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("# Not for readers\n")
    (told,) = _told(root)
    assert told.startswith(f"{name}:1:1: this file becomes the page")


def test_versions_that_clash(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "blogkit.doctor.requires",
        lambda package: (
            ["sphinx<2", "nothing-of-this-name", 'x; extra == "y"'] if package == "ablog" else []
        ),
    )
    first, second = _told(root)
    assert "needs sphinx <2, and " in first
    assert "needs nothing-of-this-name, which is not installed" in second


def test_the_command(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert main(["doctor"]) == 0
    assert "set up well" in capsys.readouterr().err
    _change(root, "https://", "")
    assert main(["doctor"]) == 1
    assert "[doctor.base-url]" in capsys.readouterr().out
    (root / "conf.py").write_text("nonsense(\n")
    assert main(["doctor"]) == 2
    assert "Traceback" not in capsys.readouterr().err
