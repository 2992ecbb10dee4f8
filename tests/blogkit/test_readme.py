"""What README and docs promise is there, and the README's commands are run by CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from blogkit.new import new_post

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]
CI = (ROOT / ".ci/run").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
OURS = ["conf.py", "index.md", "about.md", "_static", "_templates", "tests"]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands() -> list[str]:
    blocks = re.findall(r"^( *)```sh\n(.*?)^\1```", _read("README.md"), re.MULTILINE | re.DOTALL)
    lines = [line.partition(" #")[0].strip() for _, block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def test_there_are_commands() -> None:
    assert _commands()[:2] == ["make html", "make test"]


@pytest.mark.parametrize("command", _commands())
def test_every_command_of_the_readme_is_run_by_ci(command: str) -> None:
    assert re.search(rf"^ +run {re.escape(command)}$", CI, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_named_is_there(page: str) -> None:
    for target in re.findall(r"`make ([a-z-]+)", _read(page)):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@pytest.mark.parametrize("page", PAGES)
def test_every_file_linked_is_there(page: str) -> None:
    links = re.findall(r"(?<!`)\]\(([^)#\s]+)", re.sub(r"`[^`\n]*`", "", _read(page)))
    for link in links:
        assert link.startswith("http") or (ROOT / page).parent.joinpath(link).exists(), link


def test_every_dependency_says_why_it_is_here() -> None:
    project = tomllib.loads(_read("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    rows = re.findall(r"^\| (`[^|]+)\|", _read("docs/dependencies.md"), re.MULTILINE)
    listed = [name for row in rows for name in re.findall(r"`([\w-]+)`", row)]
    for requirement in wanted:
        name = re.split(r"[<>=~! \[]", requirement)[0]
        assert listed.count(name) == 1, name


def test_the_locks_pin_everything_with_hashes_and_name_no_host() -> None:
    for name in ("requirements.txt", "tests/requirements.txt", ".ci/requirements.txt"):
        text = _read(name)
        pins = re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE)
        assert pins
        assert len(re.findall(r"^[\w.\[\]-]+==[^\n]*\\\n +--hash=", text, re.MULTILINE)) == len(
            pins
        )
        assert "://" not in text


def test_pages_outside_of_posts_name_no_single_post() -> None:
    for name in ("conf.py", "index.md", "about.md"):
        assert not re.search(r"posts/\S", _read(name).replace('"posts/**"', ""))


def _published(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("draft: true.*\n", "", text) + "Some words.\n", encoding="utf-8")


def test_made_yours_it_is_sound_without_posts_and_with_one(tmp_path: Path) -> None:
    """The steps of *Make it yours*; `.ci/run` does the same through make."""
    for name in OURS:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("blogkit", "browser")
            )
        else:
            shutil.copy(ROOT / name, tmp_path)
    conf = tmp_path / "conf.py"
    text = conf.read_text(encoding="utf-8").replace("Hallway Track", "Mein Blog")
    text = text.replace("Robin Vega", "Zoë").replace(
        "hallway-track.example.org/", "zoe.example/blog/"
    )
    text = text.replace('notfound_urls_prefix = "/"', 'notfound_urls_prefix = "/blog/"')
    conf.write_text(text, encoding="utf-8")
    _assert_sound(tmp_path)
    _published(new_post(tmp_path, "Hello"))
    _assert_sound(tmp_path)
    assert list((tmp_path / "_build/html/posts").rglob("hello.html"))


def _assert_sound(blog: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "SOURCE_DATE" not in name}
    commands = [
        ["-m", "blogkit", "build", "--strict"],
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
    ]
    for command in commands:
        run = subprocess.run(
            [sys.executable, *command],
            cwd=blog,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert run.returncode == 0, run.stdout + run.stderr
