"""Small blogs made on the spot; nothing here opens posts/."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A busy machine is no fault of the code; in CI a commit is judged by the same examples each time.
settings.register_profile("blog", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("blog")

CONF = """\
project = author = "A blog"
extensions = ["myst_parser", "ablog", "blogkit"]
html_theme = "basic"
blog_baseurl = html_baseurl = "https://blog.example.org/"
myst_heading_anchors = 6
"""
TOO_LONG = 120  # seconds
NOW = 1800000000  # 15 January 2027, 08:00 UTC


@dataclass(frozen=True)
class Blog:
    """A blog in a folder, and what can be done with it."""

    root: Path

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def post(self, name: str, text: str = "", **fields: str) -> Path:
        """Write a sound post; *fields* replace or join its front matter, empty ones go."""
        text = text or f"# The post {name}\n\nSome text.\n"
        values = {"blogpost": "true", "date": "2026-05-01", **fields}
        head = "".join(f"{key}: {value}\n" for key, value in values.items() if value)
        return self.write(name, f"---\n{head}---\n\n{text}")

    @contextmanager
    def start(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """The same command, left running; its words come from `stdout`. Killed if it hangs."""
        with subprocess.Popen(
            [sys.executable, "-m", "blogkit", *arguments],
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=_environment(),
        ) as process:
            guard = threading.Timer(TOO_LONG, process.kill)
            guard.start()
            try:
                yield process
            finally:
                guard.cancel()

    def run(self, *arguments: str, now: int = NOW) -> subprocess.CompletedProcess[str]:
        """`python -m blogkit …` in the blog's folder, at this moment."""
        if arguments[:1] == ("build",):
            return self._child("blogkit", *arguments, now=now)
        return self._python("-m", "blogkit", *arguments, now=now)

    def sphinx(self, builder: str = "html", *arguments: str) -> subprocess.CompletedProcess[str]:
        """`sphinx-build`, as an adopter runs it; the site is in `out`."""
        return self._child("sphinx", "-q", "-b", builder, *arguments, ".", "out")

    def pages(self, folder: str = "_build/html") -> set[str]:
        site = self.root / folder
        return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def _child(self, *command: str, now: int = NOW) -> subprocess.CompletedProcess[str]:
        """What `_python` gives, in half the time: Sphinx is imported once, for all builds."""
        from tests.blogkit.law_builds import start

        out, errors = (self.root.parent / name for name in ("stdout", "stderr"))
        code = start(self.root, *command, now=now, log=out, errors=errors).code()
        words = (path.read_text(encoding="utf-8") for path in (out, errors))
        return subprocess.CompletedProcess(command, code, *words)

    def _python(self, *arguments: str, now: int = NOW) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=TOO_LONG,
            env=_environment(now),
        )


def _environment(now: int = NOW) -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": str(now), "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}


def begin_blog(folder: Path, conf: str = "") -> Blog:
    """A blog in this folder with a conf.py, to which *conf* is added, and an index.md."""
    blog = Blog(folder / "blog")
    blog.write("conf.py", CONF + conf)
    blog.write("index.md", "# Home\n\n```{postlist}\n```\n")
    return blog


@pytest.fixture
def make_blog(tmp_path: Path) -> Callable[[str], Blog]:
    """`begin_blog` in a folder of this test's own."""
    return partial(begin_blog, tmp_path)


@pytest.fixture
def blog(make_blog: Callable[[str], Blog]) -> Blog:
    """A blog without posts."""
    return make_blog("")
