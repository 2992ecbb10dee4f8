"""What is decided when files change, with processes that only say what the test lets them say."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from starlette.websockets import WebSocket, WebSocketState
from uvicorn.protocols.utils import ClientDisconnected

from blogkit.live.at_work import Stage
from blogkit.live.conducting import Conductor
from blogkit.live.pages import Pages
from blogkit.live.problems import Problems
from blogkit.live.tabs import Tab, Tabs
from blogkit.live.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from starlette.types import Message

    from blogkit.live.family import Family

NOTHING: dict[str, Any] = {
    "notes": [],
    "findings": [],
    "broken": {},
    "next_due": None,
    "read": {},
    "left": [],
}


@dataclass
class Acted:
    """Stands in for the builder's processes."""

    reports: Path
    is_ended: bool = False
    commands: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    said: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def messages(self) -> AsyncIterator[dict[str, Any]]:
        yield {"is": "started"}
        while True:
            yield await self.said.get()

    def send(self, what: str, **more: object) -> None:
        self.commands.put_nowait({"do": what, **more})

    def say(self, what: str, number: int = 0, report: object = None, **more: object) -> None:
        self.said.put_nowait({"is": what, "number": number, "report": report, **more})

    async def hears(self, do: str) -> dict[str, Any]:
        """The next command, which is to be this one."""
        command = await asyncio.wait_for(self.commands.get(), 20)
        assert command["do"] == do, command
        return command


@dataclass
class Scene:
    """A blog of ten posts, its conductor, and the actors."""

    root: Path
    family: Acted
    conductor: Conductor

    async def begin(self) -> None:
        """A parent is ready, and the first build is done."""
        await self.become_ready()
        await self.build()
        await self.become_ready()

    async def become_ready(self) -> None:
        command = await self.family.hears("prepare")
        documents = {str(path): path.stem for path in sorted(self.root.glob("*.md"))}
        about = {"documents": documents, "modules": [], "static": [], "outside": [], "editor": ""}
        self.family.say("ready", report=about)
        self.family.say("looking", generation=command["generation"])
        await self.family.hears("settle")

    async def build(self, report: object = NOTHING) -> dict[str, Any]:
        """A build is asked for, and runs to its end."""
        command = await self.family.hears("build")
        if report:
            self.family.say("built", command["number"], report)
        self.family.say("ended", command["number"])
        return command

    async def edit(self, *names: str, text: str = "edited") -> None:
        for name in names:
            (self.root / name).write_text(text)
        await self.conductor.changed([self.root / name for name in names])

    async def look(self, **more: object) -> int:
        """A look is asked for, and comes out well unless *more* says otherwise."""
        command = await self.family.hears("look")
        number, name = int(command["number"]), command["document"]
        (self.family.reports / f"look-{number}.html").write_text(f"look {number}")
        source = str(self.root / f"{name}.md")
        report = {"path": f"{name}.html", "source": source, "notes": [], "failure": ""}
        self.family.say("looked", number, {**report, "state": "shown", **more})
        return number


@asynccontextmanager
async def scene(root: Path) -> AsyncIterator[Scene]:
    for name in "abcdefghij":
        (root / f"{name}.md").write_text(name)
    (root / "site").mkdir()
    family, pages, problems = Acted(root), Pages(root / "site"), Problems(root)
    stage = Stage(pages, Tabs(pages, problems.of_page), problems, Terminal(root))
    conductor = Conductor(root, cast("Family", family), stage)
    tasks = [asyncio.create_task(each) for each in (conductor.hear(), conductor.run())]
    try:
        yield Scene(root, family, conductor)
    finally:
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(result, asyncio.CancelledError), result


def played(play: Callable[[Scene], Awaitable[None]]) -> Callable[[Path], None]:
    """A test that plays a scene."""

    def test(tmp_path: Path) -> None:
        async def whole() -> None:
            async with scene(tmp_path) as set_up:
                await set_up.begin()
                await play(set_up)

        asyncio.run(whole())

    return test


async def _look_then_build(scene: Scene) -> None:
    await scene.edit("a.md")
    number = await scene.look()
    command = await scene.build()
    assert command["number"] > number
    await scene.become_ready()
    assert scene.conductor.stage.pages.view("a.html") is None  # the site's, which has none here


async def _overtaken_while_reading(scene: Scene) -> None:
    await scene.edit("a.md", "b.md", "c.md", "d.md")  # too many to be looked at one by one
    first = await scene.family.hears("build")
    reads = list("abcdefgh")
    scene.family.say("reading", first["number"], {"documents": reads})
    await asyncio.sleep(0)
    await scene.edit("e.md", "f.md", "g.md", "h.md")
    assert (await scene.family.hears("drop"))["number"] == first["number"]
    scene.family.say("ended", first["number"], code=-9)
    second = await scene.build()
    assert second["again"] == reads
    await scene.become_ready()


async def _never_dropped_while_writing(scene: Scene) -> None:
    await scene.edit("a.md", "b.md", "c.md", "d.md")
    first = await scene.family.hears("build")
    scene.family.say("reading", first["number"], {"documents": list("abcdefgh")})
    scene.family.say("writing", first["number"])
    while not scene.family.said.empty():
        await asyncio.sleep(0)
    await scene.edit("e.md", "f.md", "g.md", "h.md")
    scene.family.say("built", first["number"], NOTHING)
    scene.family.say("ended", first["number"])
    await scene.become_ready()
    await scene.build()  # of what changed meanwhile: nothing is lost
    await scene.become_ready()


async def _a_broken_build_is_made_once_more(scene: Scene) -> None:
    await scene.edit("a.md")
    await scene.look()
    failed = await scene.family.hears("build")
    scene.family.say("failed", failed["number"], {"words": "it fell", "notes": []})
    scene.family.say("ended", failed["number"])
    await scene.become_ready()
    assert scene.conductor.stage.problems.failure == "it fell"
    again = await scene.family.hears("build")
    scene.family.say("ended", again["number"], code=-9)  # killed, and said nothing
    await scene.become_ready()
    await scene.edit("a.md", text="mended")
    await scene.look()
    await scene.build()
    await scene.become_ready()
    assert scene.conductor.stage.problems.failure == ""


async def _nothing_is_built_over_what_breaks_down(scene: Scene) -> None:
    await scene.edit("a.md")
    await scene.look(state="broken", failure="it fell")
    await scene.edit("b.md")
    await scene.look()
    await scene.edit("a.md", text="mended")
    await scene.look()
    await scene.build()
    await scene.become_ready()


async def _a_look_that_was_overtaken_is_not_shown(scene: Scene) -> None:
    await scene.edit("a.md", text="one")
    await scene.edit("a.md", text="two")
    await scene.look()
    latest = await scene.look()
    await scene.family.hears("build")
    assert scene.conductor.stage.pages.view("a.html") == f"look {latest}".encode()


async def _a_change_of_conf_py_comes_with_a_new_parent(scene: Scene) -> None:
    await scene.edit("conf.py")
    await scene.become_ready()
    await scene.build()
    await scene.become_ready()


async def _what_is_written_as_it_was_is_not_built(scene: Scene) -> None:
    await scene.edit("a.md", text="same")
    await scene.look()
    await scene.build()
    await scene.become_ready()
    await scene.edit("a.md", text="same")
    await scene.edit("b.md")
    assert (await scene.family.hears("look"))["document"] == "b"


async def _what_was_changed_to_and_fro_while_it_was_read_is_read_again(scene: Scene) -> None:
    await scene.edit("a.md", text="one")
    await scene.look()
    await scene.build()
    await scene.become_ready()
    await scene.edit("b.md")
    await scene.look()
    read = {str(scene.root / "a.md"): sha256(b"two").hexdigest()}
    await scene.build({**NOTHING, "read": read})
    await scene.become_ready()
    await scene.build()
    await scene.become_ready()


test_a_change_to_and_fro = played(_what_was_changed_to_and_fro_while_it_was_read_is_read_again)
test_an_edit_is_looked_at_and_built_behind = played(_look_then_build)
test_a_build_that_was_overtaken_is_dropped = played(_overtaken_while_reading)
test_a_build_that_writes_is_not_dropped = played(_never_dropped_while_writing)
test_a_build_that_broke_down_is_made_once_more = played(_a_broken_build_is_made_once_more)
test_builds_wait_for_what_breaks_down = played(_nothing_is_built_over_what_breaks_down)
test_only_the_last_look_counts = played(_a_look_that_was_overtaken_is_not_shown)
test_conf_py_is_read_again = played(_a_change_of_conf_py_comes_with_a_new_parent)
test_no_loop_from_what_a_build_writes = played(_what_is_written_as_it_was_is_not_built)


def socket(send: Callable[[Message], Awaitable[None]], *, closed: bool = False) -> WebSocket:
    """One that a tab opened, over a connection that takes what it is sent as *send* does."""

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    made = WebSocket({"type": "websocket"}, receive, send)
    made.client_state = WebSocketState.CONNECTED
    made.application_state = WebSocketState.DISCONNECTED if closed else WebSocketState.CONNECTED
    return made


def test_a_tab_that_was_closed_keeps_no_other_waiting(tmp_path: Path) -> None:
    """It may be closed between two words, or while it is told one: the preview goes on."""
    (tmp_path / "a.html").write_text("now")
    heard: list[str] = []

    async def take(message: Message) -> None:
        heard.append(message["text"])

    async def break_off(message: Message) -> None:
        raise ClientDisconnected

    sockets = [socket(take, closed=True), socket(break_off), socket(take)]
    tabs = Tabs(Pages(tmp_path), lambda page: {})
    tabs.open |= {Tab(each, "a.html", "before") for each in sockets}
    assert asyncio.run(tabs.refresh_all()) == 3
    assert "reload" in "".join(heard)
