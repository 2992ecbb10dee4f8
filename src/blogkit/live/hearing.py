"""What the builder's processes say, taken down for whoever decides what is done next."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.live.looking import Looks

if TYPE_CHECKING:
    from blogkit.live.at_work import Build, Stage
    from blogkit.live.family import Family

MANY = 100  # documents; it is said that they are read, since it takes a while
NOTHING_KNOWN = {"documents": {}, "modules": [], "static": [], "outside": [], "editor": ""}
FAILED = "the blog cannot be built"


class Listener:
    """Each message has a handler of its name: `_on_ready`, `_on_built` and so on."""

    def __init__(self, root: Path, family: Family, stage: Stage) -> None:
        self.root, self.family, self.stage = root, family, stage
        self.blog: dict[str, Any] = dict(NOTHING_KNOWN)
        self.suffixes = {".md"}
        self.looks = Looks(family, stage)
        self.has_built = asyncio.Event()
        self.answers: dict[int, asyncio.Future[Any]] = {}
        self.has_other_folders = asyncio.Event()
        self._number = self._generation = 0
        self._ready = asyncio.Event()
        self._starts_over = self._is_fresh = self._can_build = False
        self._build: Build | None = None

    def number(self) -> int:
        """Changes, looks and builds are counted together: a higher number began later."""
        self._number += 1
        return self._number

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
        if message["report"]["outside"] != self.blog["outside"]:
            self.has_other_folders.set()
        self.blog = message["report"]
        self.suffixes = {Path(each).suffix for each in self.blog["documents"]} | {".md"}
        self._can_build = True

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

    def _prepare(self) -> None:
        """Ask for a parent that begins from what is on the disk now."""
        self._generation += 1
        self._ready.clear()
        if self._is_fresh:
            self.has_built.clear()  # whoever asks for a page that is gone is kept waiting
        self.family.send("prepare", generation=self._generation, fresh=self._is_fresh)
        self._starts_over = self._is_fresh = False

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
