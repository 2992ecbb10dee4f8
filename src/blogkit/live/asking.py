"""What pages of the preview ask of the server: a fix, and the list of drafts."""

from __future__ import annotations

import json
from asyncio import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse

from blogkit.live.drafts_page import drafts_page
from blogkit.live.guarding import may_change

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from blogkit.live.conducting import Conductor

LARGEST = 10_000  # bytes of a question
KINDS = {"path": str, "name": str, "line": int, "column": int}


@dataclass(frozen=True)
class Desk:
    """Where questions are put; *token* is known to the pages that this server gave out."""

    conductor: Conductor
    token: str

    async def fix(self, request: Request) -> Response:
        """Show a safe fix as a diff; made only for whoever brings the seal of that diff."""
        if not may_change(request, self.token):
            return PlainTextResponse("Only a page of this preview may ask for that.\n", 403)
        wish = _wish(await request.body())
        if wish is None:
            return PlainTextResponse("That is no question about a fault.\n", 400)
        try:
            return JSONResponse(await self.conductor.ask("fix", **wish))
        except CancelledError:
            return PlainTextResponse("The fix could not be made; look at the terminal.\n", 500)

    async def drafts(self, request: Request) -> Response:
        """The page of drafts."""
        try:
            found = await self.conductor.ask("drafts")
        except CancelledError:
            return PlainTextResponse("The drafts could not be read; look at the terminal.\n", 500)
        conductor = self.conductor
        page = drafts_page(conductor.root, found["drafts"], conductor.blog["editor"])
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def _wish(body: bytes) -> dict[str, Any] | None:
    """The question, if it has the parts that it should have, and each of its kind."""
    try:
        wish = json.loads(body) if len(body) <= LARGEST else None
    except ValueError:
        return None
    if not isinstance(wish, dict):
        return None
    if not all(type(wish.get(name)) is kind for name, kind in KINDS.items()):
        return None
    seal = wish.get("seal", "")
    return {name: wish[name] for name in KINDS} | ({"seal": seal} if isinstance(seal, str) else {})
