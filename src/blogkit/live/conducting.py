"""What is done when files change: a first look at once, one build right behind, the next parent.

One coroutine decides (`run`); the watcher and the builder's processes only tell it what happened.
A build that has begun to read many documents is dropped when files change again; one that has
begun to write is not, since the next goes on from what it leaves.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.live.changes import Changes
from blogkit.live.looking import Looks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.live.family import Family
    from blogkit.live.pages import Pages
    from blogkit.live.problems import Problems
    from blogkit.live.tabs import Tabs
    from blogkit.live.terminal import Terminal

QUIET = 0.1  # seconds without a further change, after which a build begins
LONGEST_WAIT = 1.0  # seconds that it waits for quiet
MANY = 100  # documents; it is said that they are read, since it takes a while
FEW = 5  # documents; to read so few is not worth dropping
FAILED = "the blog cannot be built"


@dataclass
class Build:
    """One build at work. It *reads* these documents; once it writes it cannot be dropped."""

    number: int
    paths: list[str]
    began: float = field(default_factory=time.monotonic)
    reads: list[str] = field(default_factory=list)
    writes: bool = False
    pages: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    report: dict[str, Any] | None = None
    is_dropped: bool = False


@dataclass
class Stage:
    """All that is shown, and to whom."""

    pages: Pages
    tabs: Tabs
    problems: Problems
    terminal: Terminal


class Conductor:
    """The one who knows what waits, what is at work, and what comes next."""

    def __init__(self, root: Path, family: Family, stage: Stage) -> None:
        self.root, self.family, self.stage = root, family, stage
        self.blog: dict[str, Any] = {"documents": {}, "modules": [], "static": [], "editor": ""}
        self.looks = Looks(family, stage)
        self.has_built = asyncio.Event()
        self.answers: dict[int, asyncio.Future[Any]] = {}
        self.watches_anew = asyncio.Event()
        self._changes = Changes()
        self._number = self._generation = 0
        self._waiting: dict[str, None] = {}
        self._again: set[str] = set()
        self._touched, self._ready = asyncio.Event(), asyncio.Event()
        self._starts_over = self._is_fresh = self._can_build = self._has_failed = False
        self._build: Build | None = None

    # What happens

    def number(self) -> int:
        """Changes, looks and builds are counted together: a higher number began later."""
        self._number += 1
        return self._number

    async def changed(self, paths: Iterable[Path]) -> None:
        """Files have changed, or seem to."""
        real = [str(path) for path in self._changes.real(paths)]
        if not real:
            return
        self._waiting |= dict.fromkeys(real)
        self._starts_over |= any(map(self._may_be_read_by_conf, real))
        self._is_fresh |= not set(self.blog["modules"]).isdisjoint(real)
        if self._can_build:
            await self._show_at_once(real)
        self._touched.set()

    def _may_be_read_by_conf(self, path: str) -> bool:
        """conf.py may read any file; that it reads documents is not thought of."""
        suffixes = {Path(each).suffix for each in self.blog["documents"]} | {".md"}
        return Path(path).suffix not in suffixes

    async def _show_at_once(self, paths: list[str]) -> None:
        for path in paths:
            style = self._style(path)
            if style:
                self.stage.pages.put(style[0], style[1], self.number())
                await self.stage.tabs.swap(style[0])
        self.looks.begin(paths, self.blog["documents"], self.number)

    def _style(self, path: str) -> tuple[str, bytes] | None:
        """A stylesheet of the author's: where it is in the site, and what it holds now."""
        folder = next((each for each in self.blog["static"] if path.startswith(f"{each}/")), None)
        if folder is None or not path.endswith(".css"):
            return None
        try:
            data = (self.root / path).read_bytes()
        except OSError:
            return None
        return f"_static/{path.removeprefix(f'{folder}/')}", data

    async def hear(self) -> None:
        """Take what the builder's processes say; start them again should they all end."""
        while not self.family.is_ended:
            async for message in self.family.messages():
                handler = getattr(self, f"_on_{message['is']}", None)
                if handler:
                    await handler(message)
            if not self.family.is_ended:
                self.stage.terminal.line("the builder ended unexpectedly; starting it over")
                self._ready.clear()
                if self._build:
                    self._build.ended.set()
                await asyncio.sleep(1)

    async def _on_started(self, message: dict[str, Any]) -> None:
        self._prepare()

    async def _on_waiting(self, message: dict[str, Any]) -> None:
        self.stage.terminal.line("another preview is at work in this folder; waiting for it to end")

    async def _on_ready(self, message: dict[str, Any]) -> None:
        self.blog = message["report"]
        self._can_build = True
        self.watches_anew.set()

    async def _on_looking(self, message: dict[str, Any]) -> None:
        if message["generation"] == self._generation:
            self.family.send("settle")
            self._ready.set()

    async def _on_unready(self, message: dict[str, Any]) -> None:
        self._can_build = False
        await self._fail(message["report"]["words"])
        self._ready.set()

    async def _on_looked(self, message: dict[str, Any]) -> None:
        await self.looks.take(message["number"], message["report"])

    async def _on_answered(self, message: dict[str, Any]) -> None:
        answer = self.answers.pop(message["number"], None)
        if answer and not answer.done():
            answer.set_result(message["report"])

    async def _on_reading(self, message: dict[str, Any]) -> None:
        if self._build and self._build.number == message["number"]:
            self._build.reads = message["report"]["documents"]
            if len(self._build.reads) > MANY:
                self.stage.terminal.line(f"reading {len(self._build.reads)} documents…")

    async def _on_writing(self, message: dict[str, Any]) -> None:
        if self._build and self._build.number == message["number"]:
            self._build.writes = True

    async def _on_written(self, message: dict[str, Any]) -> None:
        if self._build and self._build.number == message["number"]:
            self._build.pages = message["pages"]

    async def _on_built(self, message: dict[str, Any]) -> None:
        if self._build and self._build.number == message["number"]:
            self._build.report = message["report"]

    async def _on_failed(self, message: dict[str, Any]) -> None:
        self.stage.problems.notes = message["report"]["notes"]
        await self._fail(message["report"]["words"])

    async def _on_ended(self, message: dict[str, Any]) -> None:
        if self._build and self._build.number == message["number"]:
            self._build.ended.set()
        answer = self.answers.pop(message["number"], None)
        if answer and not answer.done():
            answer.cancel()

    # What is done

    async def run(self) -> None:
        """Build at the start, and whenever something has changed."""
        await self._ready.wait()
        self._touched.set()
        while True:
            await self._touched.wait()
            await self._quiet()
            if self._starts_over or not self._can_build:
                self._prepare()
            await self._ready.wait()
            if self._can_build and not self.looks.held and self._has_something_to_do():
                await self._build_what_waits()

    def _has_something_to_do(self) -> bool:
        return bool(self._waiting) or self._has_failed or not self.has_built.is_set()

    async def _quiet(self) -> None:
        """Wait until no more files change for a moment, and what is looked at is shown."""
        deadline = time.monotonic() + LONGEST_WAIT
        while self._touched.is_set() and time.monotonic() < deadline:
            self._touched.clear()
            await asyncio.sleep(QUIET if self._waiting else 0)
        self._touched.clear()
        await self.looks.all_taken()

    def _prepare(self) -> None:
        """Ask for a parent that begins from what is on the disk now."""
        self._generation += 1
        self._ready.clear()
        self.family.send("prepare", generation=self._generation, fresh=self._is_fresh)
        self._starts_over = self._is_fresh = False

    async def _build_what_waits(self) -> None:
        build = self._build = Build(self.number(), list(self._waiting))
        self._waiting.clear()
        self.family.send("build", number=build.number, again=sorted(self._again))
        dropping = asyncio.create_task(self._drop_if_overtaken(build))
        await build.ended.wait()
        dropping.cancel()
        self._build = None
        if build.is_dropped:
            return
        if build.report is not None:
            await self._show(build)
        else:
            self._start_over_once()
        self._prepare()

    def _start_over_once(self) -> None:
        """What a build that broke down leaves is not gone on from. It may have been that which
        broke it, so all is built once more; after that, not before something changes."""
        if not self._has_failed:
            self.stage.terminal.line("starting over, to be sure that nothing is left of it")
            self._touched.set()
        self._has_failed = True

    async def _drop_if_overtaken(self, build: Build) -> None:
        """A later build will read again what this one has begun to read."""
        await self._touched.wait()
        while not build.writes and not build.ended.is_set():
            if len(build.reads) > FEW and self.has_built.is_set():
                self._again |= set(build.reads)
                self._waiting |= dict.fromkeys(build.paths)
                build.is_dropped = True
                self.family.send("drop", number=build.number)
                return
            await asyncio.sleep(QUIET)

    async def _show(self, build: Build) -> None:
        report = build.report or {}
        stage = self.stage
        self._again.clear()
        self._has_failed = False
        stage.pages.was_written(build.number)
        stage.problems.take(report)
        stage.pages.was_built(set(report["broken"]), keeps=bool(self._waiting))
        self.has_built.set()
        await stage.tabs.refresh_all()
        await stage.tabs.say("built", paths=build.paths, pages=build.pages)
        seconds = time.monotonic() - build.began
        stage.terminal.built(build.paths, build.pages, seconds)
        stage.terminal.problems(stage.problems.told())

    async def _fail(self, words: str) -> None:
        """Nothing could be built: say why, here and on every page."""
        stage = self.stage
        stage.problems.failure = words
        stage.terminal.line(f"{FAILED}: {words}")
        self.has_built.set()
        await stage.tabs.refresh_all()

    async def ask(self, what: str, **more: object) -> Any:
        """Have a question answered by a process that knows the blog."""
        number, answer = self.number(), asyncio.get_running_loop().create_future()
        self.answers[number] = answer
        await self._ready.wait()
        self.family.send(what, number=number, **more)
        return await answer
