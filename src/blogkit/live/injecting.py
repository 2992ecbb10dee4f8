"""Our script in every page that is given out, and in none that is written."""

from __future__ import annotations

from copy import copy
from html import escape
from typing import TYPE_CHECKING

from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from starlette.datastructures import Headers

from blogkit.live.serving import DIGEST

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from blogkit.live.conducting import Conductor

ROOM = "/__live__"  # below it lies what is not the site's


def script_tag(digest: str, token: str, editor: str) -> str:
    """The script, and what it must know: of which page it is part, and how to ask for changes."""
    about = {"digest": digest, "token": token, "editor": editor}
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in about.items())
    return f'\n<script src="{ROOM}/overlay.js"{data} defer></script>\n'


class ScriptInjector(JavascriptInjectorMiddleware):  # type: ignore[misc]
    """sphinx-autobuild's middleware, with a script of ours that tells pages apart."""

    def __init__(self, app: ASGIApp, token: str, conductor: Conductor) -> None:
        super().__init__(app, ws_url="")
        self.token, self.conductor = token, conductor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        mine = copy(self)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_on(message: Message) -> None:
                if message["type"] == "http.response.start":
                    digest = Headers(raw=message["headers"]).get(DIGEST, "")
                    mine.script = script_tag(
                        digest, self.token, self.conductor.blog["editor"]
                    ).encode()
                await send(message)

            await self.app(scope, receive, send_on)

        mine.app = app
        await super(ScriptInjector, mine).__call__(scope, receive, send)
