"""What the parts of a preview share: the build at work, and the stage on which all is shown."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogkit.live.pages import Pages
    from blogkit.live.problems import Problems
    from blogkit.live.tabs import Tabs
    from blogkit.live.terminal import Terminal


@dataclass
class Build:
    """One build at work. It *reads* these documents; once it writes it cannot be dropped."""

    number: int
    paths: list[str]
    reason: str = ""  # if no file has changed
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
