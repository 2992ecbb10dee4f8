"""The server of the preview, put together."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Mount, Route, WebSocketRoute

from blogkit.live.asking import Desk
from blogkit.live.at_work import Stage
from blogkit.live.conducting import Conductor
from blogkit.live.family import Family
from blogkit.live.folders import Folders
from blogkit.live.guarding import OnlyKnownHosts
from blogkit.live.injecting import ROOM, ScriptInjector
from blogkit.live.pages import Pages
from blogkit.live.problems import Problems
from blogkit.live.serving import LiveFiles
from blogkit.live.tabs import Tabs
from blogkit.live.terminal import Terminal
from blogkit.live.watching import LiveServer

if TYPE_CHECKING:
    import socket

    from starlette.requests import Request

OVERLAY = Path(__file__).parent / "overlay"


def create_app(root: Path, host: str) -> Starlette:
    """The application that shows the blog in *root* to those who ask for it at *host*."""
    folders, token = Folders(root), secrets.token_urlsafe(16)
    pages, problems = Pages(folders.site), Problems(root)
    stage = Stage(pages, Tabs(pages, problems.of_page), problems, Terminal(root))
    conductor = Conductor(root, Family(root), stage)
    desk = Desk(conductor, token)
    server = LiveServer(root, conductor, stage.tabs)
    return Starlette(
        routes=[
            WebSocketRoute(f"{ROOM}/socket", server),
            Route(f"{ROOM}/overlay.js", _script),
            Route(f"{ROOM}/drafts", desk.drafts),
            Route(f"{ROOM}/fix", desk.fix, methods=["POST"]),
            Mount("/", app=LiveFiles(folders.site, pages, conductor)),
        ],
        middleware=[
            Middleware(OnlyKnownHosts, host=host),
            Middleware(ScriptInjector, token=token, conductor=conductor),
        ],
        lifespan=server.lifespan,
    )


async def _script(request: Request) -> FileResponse:
    return FileResponse(OVERLAY / "overlay.js", headers={"Cache-Control": "no-cache"})


def serve(root: Path, host: str, listening: socket.socket) -> None:
    """Serve until Ctrl-C."""
    config = uvicorn.Config(
        create_app(root, host),
        log_level="error",
        timeout_graceful_shutdown=1,  # sockets of open tabs would keep it for ever
        ws_ping_interval=None,
    )
    uvicorn.Server(config).run(sockets=[listening])
