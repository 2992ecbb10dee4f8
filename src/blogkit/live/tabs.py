"""The open tabs: each is told what has become of the page that it shows."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.websockets import WebSocketDisconnect

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.websockets import WebSocket

    from blogkit.live.pages import Pages


@dataclass(eq=False)
class Tab:
    """A tab, the page that it shows, and the digest of what it shows of it."""

    socket: WebSocket
    page: str
    digest: str
    told: str = ""

    async def tell(self, do: str, **more: object) -> None:
        """A tab that was closed meanwhile, or is being closed, needs no words."""
        with suppress(RuntimeError, WebSocketDisconnect):
            await self.socket.send_text(json.dumps({"do": do, **more}))


@dataclass
class Tabs:
    """All tabs. *problems_of* says what the panel of a page shows."""

    pages: Pages
    problems_of: Callable[[str], dict[str, Any]]
    open: set[Tab] = field(default_factory=set)

    async def add(self, tab: Tab) -> None:
        """A tab was opened, or is back: it may show something that is over."""
        self.open.add(tab)
        await self.refresh(tab)

    async def refresh_all(self) -> int:
        """Let all tabs that show something else than they should load it; how many did."""
        return sum([await self.refresh(tab) for tab in list(self.open)])

    async def refresh(self, tab: Tab) -> bool:
        digest = self.pages.digest(tab.page)
        reloads = digest != tab.digest
        if reloads:
            tab.digest = digest
            await tab.tell("reload")
        await self._show_problems(tab)
        return reloads

    async def swap(self, path: str) -> None:
        """Stylesheets are swapped where they are, without a reload."""
        for tab in list(self.open):
            await tab.tell("style", path=path)

    async def say(self, do: str, **more: object) -> None:
        for tab in list(self.open):
            await tab.tell(do, **more)

    async def _show_problems(self, tab: Tab) -> None:
        problems = self.problems_of(tab.page)
        told = json.dumps(problems)
        if told != tab.told:
            tab.told = told
            await tab.tell("problems", problems=problems)
