"""A build that is killed at any moment leaves a whole site, and the next build is sound.

Six builds are killed, at moments that are the same each time; `KILLS=50` plays fifty others. They
fall into all that a build does, by turns: getting ready, reading, writing, inspecting, publishing.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from blogkit.building.mirror import SPARE
from tests.blogkit.conftest import CONF, NOW, Blog
from tests.blogkit.law_builds import Snapshot, expect_same, snapshot, start

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("KILLS", "6"))
# The words of a build's progress by which each part of its work begins, in this order.
PHASES = ("", "building [html]", "preparing documents", "build succeeded")
THE_END = "open _build/html/index.html"
SIZES = {"lake": (640, 480), "hill": (480, 640), "wide": (900, 300)}
COLOURS = ("teal", "maroon")


@dataclass(frozen=True)
class State:
    """What the blog is like: two texts, two pictures and two titles of the blog."""

    text: int = 0
    picture: int = 0
    title: int = 0

    def write(self, blog: Blog) -> None:
        title = f"html_title = 'Title {self.title}'\n"
        blog.write("conf.py", CONF + title)
        blog.write("index.md", "# Home\n\n```{postlist}\n```\n")
        shown = "".join(f"![A {name}]({name}.jpg)\n\n" for name in SIZES)
        for number in range(4):
            words = "Some words.\n\n" * (1 + self.text * number)
            blog.post(f"posts/post-{number}/index.md", f"# Post {number}\n\n{words}{shown}")
            for name in SIZES:
                colour = COLOURS[(self.picture + number) % 2]
                blog.write(f"posts/post-{number}/{name}.jpg", _picture(name, colour))

    def after(self, number: int) -> State:
        """An edit: of a text and a picture, or of a setting, after which all is made anew."""
        if number % 3 == 2:
            return State(self.text, self.picture, 1 - self.title)
        return State(1 - self.text, self.picture ^ (number % 2), self.title)


@dataclass
class Bench:
    """The blog that is built, the states' sites as clean builds make them, and how it went."""

    folder: Path
    random: Random
    blog: Blog = field(init=False)
    clean: dict[State, Snapshot] = field(default_factory=dict)
    lengths: dict[tuple[str, str], float] = field(default_factory=dict)
    fell: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.blog = Blog(self.folder / "blog")

    @property
    def site(self) -> Path:
        return self.blog.root / "_build/html"

    def wanted(self, state: State) -> Snapshot:
        """The site of a clean build, in another folder."""
        if state not in self.clean:
            blog = Blog(self.folder / f"clean-{len(self.clean)}")
            state.write(blog)
            self.build(blog)
            self.clean[state] = snapshot(blog.root / "_build/html")
        return self.clean[state]

    def build(self, blog: Blog) -> None:
        result = start(blog.root, "blogkit", "build", now=NOW, log=self.folder / "log").result()
        assert result.code == 0, result.words

    def measure(self, kind: str) -> None:
        """Build to the end, and note how long each part of the work takes."""
        with Running(self.blog) as build:
            begin = time.monotonic()
            for phase, following in pairwise((*PHASES, THE_END)):
                build.wait_for(following)
                now = time.monotonic()
                self.lengths[kind, phase], begin = now - begin, now

    def kill(self, kind: str, phase: str) -> None:
        """Begin a build, and kill it with all that it has started, at a moment of a part of it."""
        with Running(self.blog) as build:
            build.wait_for(phase)
            was_killed = build.kill_after(self.random.uniform(0, self.lengths[kind, phase]))
        self.fell[phase if was_killed else "not at all"] += 1


class Running:
    """The command as an author starts it, in a group of processes of its own."""

    def __init__(self, blog: Blog) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "blogkit", "build", "--jobs=2"],
            cwd=blog.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(NOW), "PYTHONUNBUFFERED": "1"},
        )
        self._said = b""

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()

    def wait_for(self, words: str) -> None:
        """Until these are said, or nothing more can be."""
        assert self._process.stdout
        while words.encode() not in self._said:
            piece = os.read(self._process.stdout.fileno(), 1 << 16)
            if not piece:
                return
            self._said += piece

    def kill_after(self, seconds: float) -> bool:
        """Whether it was still at work then."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
            return False
        os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait() == -signal.SIGKILL


def _picture(name: str, colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", SIZES[name], colour).save(out, format="JPEG")
    return out.getvalue()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system knows no groups of processes")
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    bench, state = Bench(tmp_path, Random(KILLS)), State()
    for kind in ("anew", "edit"):
        state.write(bench.blog)
        bench.measure(kind)
        expect_same(snapshot(bench.site), bench.wanted(state))
        state = state.after(0)
    for number in range(KILLS):
        before, state = state, state.after(number)
        state.write(bench.blog)
        bench.kill("anew" if state.title != before.title else "edit", PHASES[number % len(PHASES)])
        now = snapshot(bench.site)
        if now != bench.wanted(state):
            expect_same(now, bench.wanted(before))
        bench.build(bench.blog)
        expect_same(snapshot(bench.site), bench.wanted(state))
        assert {path.name for path in bench.site.parent.glob(".*html*")} <= {
            ".html.lock",
            f"{SPARE}html",
        }
    print(bench.fell)  # noqa: T201 - `pytest -s` shows where the kills fell
    assert bench.fell["not at all"] < KILLS
