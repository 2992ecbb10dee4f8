"""What is done when files change: a first look at once, one build right behind, the next parent.

One coroutine decides (`run`); the watcher and the builder's processes only tell it what happened.
A build that has begun to read many documents is dropped when files change again; one that has
begun to write is not, since the next goes on from what it leaves.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.live.afterwork import Afterwork
from blogkit.live.at_work import Build
from blogkit.live.changes import Changes
from blogkit.live.hearing import Listener

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.live.at_work import Stage
    from blogkit.live.family import Family

QUIET = 0.1  # seconds without a further change, after which a build begins
LONGEST_WAIT = 1.0  # seconds that it waits for quiet
START = "start"  # why there is a build if no file has changed: what the author is told
FEW = 5  # documents; to read so few is not worth dropping


class Conductor(Listener):
    """The one who knows what waits, what is at work, and what comes next."""

    def __init__(self, root: Path, family: Family, stage: Stage) -> None:
        super().__init__(root, family, stage)
        self._changes = Changes()
        self._waiting: dict[str, None] = {}
        self._again: set[str] = set()
        self._has_failed = self._is_due = False
        self._reason = START
        self._touched = asyncio.Event()
        self.afterwork = Afterwork(root, stage.terminal, self.build_again)

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
        return Path(path).suffix not in self.suffixes

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

    async def run(self) -> None:
        """Build at the start, and whenever something has changed."""
        await self._ready.wait()
        if self._can_build:
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
        has_built = self.has_built.is_set()
        return bool(self._waiting) or self._has_failed or self._is_due or not has_built

    def build_again(self, reason: str = START) -> None:
        """Time has passed, or a change may have been missed: a build will find out."""
        self._is_due, self._reason = True, reason
        self._touched.set()

    async def _quiet(self) -> None:
        """Wait until no more files change for a moment, and what is looked at is shown."""
        deadline = time.monotonic() + LONGEST_WAIT
        while self._touched.is_set() and time.monotonic() < deadline:
            self._touched.clear()
            await asyncio.sleep(QUIET if self._waiting else 0)
        self._touched.clear()
        await self.looks.all_taken()

    async def _build_what_waits(self) -> None:
        build = self._build = Build(self.number(), list(self._waiting), self._reason)
        self._waiting.clear()
        self._is_due = False
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
        await self._change_again(report["read"])
        await stage.tabs.refresh_all()
        self.afterwork.take(report["left"], is_news=bool(build.paths))
        await stage.tabs.say("built", paths=build.paths, pages=build.pages, rests=self._rests)
        seconds = time.monotonic() - build.began
        stage.terminal.built(build.paths or [build.reason], build.pages, seconds)
        stage.terminal.problems(stage.problems.told())
        self._wait_until_due(report["next_due"])

    @property
    def _rests(self) -> bool:
        """Whether nothing comes after this build, unless a file changes."""
        return not (self.afterwork.is_at_work or self._is_due or self._waiting)

    async def _change_again(self, read: dict[str, str]) -> None:
        """What a build has read and is another by now: its change may have looked like none."""
        stale = self._changes.were_read(read)
        if stale:
            self._waiting |= dict.fromkeys(str(path) for path in stale)
            self._touched.set()

    def _wait_until_due(self, moment: float | None) -> None:
        """Build again when the next post is no longer dated in the future."""
        if moment is not None and moment > time.time():
            asyncio.get_running_loop().call_later(moment - time.time(), self.build_again)
