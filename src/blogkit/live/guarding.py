"""Who may ask: this machine, and for changes only a page that this server has given out."""

from __future__ import annotations

import hmac
import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocketClose

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = ("localhost", "localhost.localdomain")
REFUSAL = "This preview answers to addresses of this machine only, not to the name {name!r}.\n"


class OnlyKnownHosts:
    """Refuses requests for another name: a page elsewhere can make its own name lead here (DNS
    rebinding), and would then read drafts. An address that is asked for by number is no name."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app, self.host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        name = name_in(headers.get("host", ""))
        origin = headers.get("origin")
        if not self._is_known(name) or (origin and not is_same_origin(origin, headers["host"])):
            refuse = PlainTextResponse(REFUSAL.format(name=name), 403)
            await (refuse if scope["type"] == "http" else WebSocketClose(1008))(
                scope, receive, send
            )
            return
        await self.app(scope, receive, send)

    def _is_known(self, name: str) -> bool:
        if name in LOCAL_NAMES or name == self.host:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or is_open(self.host)


def name_in(host: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_same_origin(origin: str, host: str) -> bool:
    """Whether a page from *origin* was given out by whoever answers to *host*."""
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.netloc.lower() == host.lower()


def is_open(host: str) -> bool:
    """Whether this is an address at which other machines can ask."""
    if host in LOCAL_NAMES:
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def may_change(request: Request, token: str) -> bool:
    """Whether a request comes from a page of this server's, and carries what only such pages know."""
    headers = request.headers
    given = headers.get("x-live-token", "").encode()
    comes_from = headers.get("origin", "")
    return is_same_origin(comes_from, headers.get("host", "")) and hmac.compare_digest(
        given, token.encode()
    )
