"""What the benchmark asks of a generator. One module for each stands beside this one."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.corpus import Post

HERE = Path(__file__).resolve().parent.parent
ADDRESS = "https://blog.example.org/"
AUTHOR = "Robin Vega"
TITLE = "Hallway Track"


class UnavailableError(Exception):
    """A generator cannot be installed on this machine; says why."""


class Generator(ABC):
    """A blog in *folder*, made by a program that is installed below *tools*."""

    name: ClassVar[str]  # on the command line and for the folder
    label: ClassVar[str]  # in tables and charts
    output: ClassVar[str]  # where the site is
    made: ClassVar[tuple[str, ...]]  # what a build leaves behind; without it a build is clean
    sources: ClassVar[str]  # where the posts are
    page: ClassVar[str]  # a post's page in the output, by its {name} and {day}
    listings: ClassVar[tuple[str, ...]]  # a tag's pages in the output, by its {slug}

    def __init__(self, *, folder: Path, tools: Path, repository: Path) -> None:
        self.folder = folder
        self.tools = tools
        self.repository = repository

    @abstractmethod
    def install(self) -> None:
        """Fetch what is needed; raises `UnavailableError`."""

    @abstractmethod
    def versions(self) -> str:
        """The program and what it stands on, with their versions."""

    @abstractmethod
    def write_settings(self) -> None:
        """Everything of a blog but its posts: settings, theme, pages."""

    @abstractmethod
    def text(self, post: Post) -> str:
        """The post's source file."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What an author runs to publish."""

    def environment(self) -> Mapping[str, str]:
        """The variables that the command runs with. PYTHONPATH is for ours only."""
        return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def write_blog(self, posts: Sequence[Post]) -> None:
        """A new blog, nothing built."""
        self._lay_aside(self.folder)
        (self.folder / self.sources).mkdir(parents=True)
        self.write_settings()
        for post in posts:
            self.write(post)

    def source(self, post: Post) -> Path:
        return self.folder / self.sources / f"{post.name}.md"

    def write(self, post: Post) -> None:
        self.source(post).write_text(self.text(post), encoding="utf-8")

    def remove(self, post: Post) -> None:
        self.source(post).unlink()

    def forget(self) -> None:
        """Lay aside everything that builds have made."""
        for name in self.made:
            self._lay_aside(self.folder / name)

    def _lay_aside(self, path: Path) -> None:
        """Out of the way, but not removed: for a minute after many files are, some file systems
        take longer to make others, and whoever makes most would pay for it."""
        if path.exists():
            self.aside.mkdir(parents=True, exist_ok=True)
            path.rename(Path(tempfile.mkdtemp(dir=self.aside), path.name))

    @property
    def aside(self) -> Path:
        """What can be removed when everything is measured."""
        return self.folder.parent / ".aside"

    def page_of(self, post: Post) -> Path:
        place = self.page.format(name=post.name, day=f"{post.day:%Y/%m/%d}")
        return self.folder / self.output / place

    def listings_of(self, tag: str) -> list[Path]:
        slug = tag.replace(" ", "-")
        site = self.folder / self.output
        return [page for form in self.listings for page in site.glob(form.format(slug=slug))]


class PythonGenerator(Generator):
    """Installed into a virtual environment of its own."""

    requirements: ClassVar[str]  # a file in bench/requirements, or one of the repository's
    shown: ClassVar[tuple[str, ...]]  # the packages whose versions are told

    @property
    def bin(self) -> Path:
        return self.tools / Path(self.requirements).stem / "bin"

    def requirements_file(self) -> Path:
        return HERE / "requirements" / self.requirements

    def install(self) -> None:
        wanted = self.requirements_file()
        if is_installed(self.bin.parent, wanted):
            return
        run_tool([sys.executable, "-m", "venv", "--clear", str(self.bin.parent)])
        pip = [str(self.bin / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
        run_tool([*pip, "--quiet", "--no-input", "--requirement", str(wanted)])
        mark_installed(self.bin.parent, wanted)

    def versions(self) -> str:
        script = (
            "import sys; from importlib.metadata import version;"
            "print(', '.join(f'{name} {version(name)}' for name in sys.argv[1:]))"
        )
        return run_tool([str(self.bin / "python"), "-c", script, *self.shown])


def is_installed(folder: Path, wanted: Path) -> bool:
    mark = folder / "installed"
    return mark.is_file() and mark.read_text() == _mark(wanted)


def mark_installed(folder: Path, wanted: Path) -> None:
    (folder / "installed").write_text(_mark(wanted))


def _mark(wanted: Path) -> str:
    return hashlib.sha256(wanted.read_bytes()).hexdigest()


def run_tool(command: Sequence[str], *, folder: Path | None = None) -> str:
    """What a set-up command prints; raises `UnavailableError` with its last words."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=900
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnavailableError(str(error)) from None
    if done.returncode:
        faults = re.findall(r"^.*error.*$", done.stderr + done.stdout, re.IGNORECASE | re.MULTILINE)
        raise UnavailableError(" ".join(faults[-1:]) or f"{command[0]} failed ({done.returncode})")
    return done.stdout.strip()
