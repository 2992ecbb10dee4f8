"""First looks at edited posts: asked for at once, shown as soon as they are there."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blogkit.live.at_work import Stage
    from blogkit.live.family import Family

TIMEOUT = 3.0  # seconds after which a build does not wait for a look any longer
MOST = 3  # edited posts that are looked at one by one; more are sooner built together


@dataclass(frozen=True)
class Look:
    path: str
    page: str
    began: float


class Looks:
    """Those that were asked for; only the last one of a post counts.

    *held* are posts over which reading breaks down. A build would break down over them too, and
    leave nothing to go on from: it waits until they are mended.
    """

    def __init__(self, family: Family, stage: Stage) -> None:
        self._family, self._stage = family, stage
        self._asked: dict[int, Look] = {}
        self._none_left = asyncio.Event()
        self._none_left.set()
        self.held: dict[str, str] = {}

    def begin(
        self, paths: Sequence[str], documents: Mapping[str, str], number: Callable[[], int]
    ) -> None:
        """Look at those of these files that are posts, unless they are many."""
        posts = [path for path in paths if path in documents and Path(path).is_file()]
        for path in set(paths) - set(posts):
            self.held.pop(path, None)
        for path in posts if len(posts) <= MOST else ():
            this = number()
            page = f"{documents[path]}.html"
            self._stage.pages.keep_before(page)
            self._asked = {n: look for n, look in self._asked.items() if look.path != path}
            self._asked[this] = Look(path, page, time.monotonic())
            self._none_left.clear()
            self._family.send("look", number=this, document=documents[path])

    async def all_taken(self) -> None:
        """Wait for those that are on their way, but not for ever."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._none_left.wait(), TIMEOUT)
        self._asked.clear()
        self._none_left.set()

    async def take(self, number: int, report: dict[str, Any]) -> None:
        """A look is there. One that was overtaken by another is dropped."""
        look = self._asked.pop(number, None)
        data = self._page(number)
        if look is None:
            return
        self._note(look, report)
        if report["state"] == "shown" and data is not None:
            self._stage.pages.show_look(look.page, data, number)
        elif report["state"] == "broken":
            self._stage.pages.break_(look.page)
        if await self._stage.tabs.refresh_all():
            seconds = time.monotonic() - look.began
            self._stage.terminal.looked(look.path, seconds)
        if not self._asked:
            self._none_left.set()

    def _note(self, look: Look, report: dict[str, Any]) -> None:
        self._stage.problems.take_look(report)
        if report["failure"]:
            self.held[look.path] = report["failure"]
            self._stage.terminal.problems(self._stage.problems.told())
        else:
            self.held.pop(look.path, None)

    def _page(self, number: int) -> bytes | None:
        file = self._family.reports / f"look-{number}.html"
        try:
            data = file.read_bytes()
            file.unlink()
        except OSError:
            return None
        return data
