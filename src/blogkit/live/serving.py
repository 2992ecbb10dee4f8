"""Files for the browser: those of the site, with newer and better ones in their place."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from blogkit.live.pages import digest_of
from blogkit.policy.place import without_policy

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Scope

    from blogkit.live.conducting import Conductor
    from blogkit.live.pages import Pages

DIGEST = "X-Live-Digest"
NEVER_KEPT = {"Cache-Control": "no-store"}
NOTHING_YET = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{words}</p></body></html>
"""


class LiveFiles(StaticFiles):
    """Starlette's files, which never leave the site's folder; pages are seen through `Pages`."""

    def __init__(self, site: Path, pages: Pages, conductor: Conductor) -> None:
        site.mkdir(parents=True, exist_ok=True)
        super().__init__(directory=site, html=True)
        self._pages, self._conductor = pages, conductor

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A page as it is to be seen now. Before the first build has ended, one that is not
        there is waited for."""
        name = path.replace("\\", "/")
        if name in ("", "."):
            name = "index.html"
        if not self._is_there(name):
            await self._conductor.has_built.wait()
        data = self._pages.view(name) if self._is_there(name) else None
        if data is not None and (name.endswith(".html") or name in self._pages.newer):
            return _whole(name, data)
        if data is None and name in (*self._pages.broken, "index.html"):
            return self._nothing_to_show(name)
        response = await super().get_response(path, scope)
        response.headers.update({"Cache-Control": "no-cache"})
        return response

    def _is_there(self, name: str) -> bool:
        """Whether there is such a file in the site, wherever links lead, or in its place."""
        pages = self._pages
        return name in pages.newer or name in pages.last_good or bool(self.lookup_path(name)[0])

    def _nothing_to_show(self, name: str) -> Response:
        words = "It cannot be built, and was never built before. The panel says what is wrong."
        text = NOTHING_YET.format(title="There is no page yet", words=words)
        return _whole(name, text.encode(), status=503, digest="")


def _whole(name: str, data: bytes, *, status: int = 200, digest: str | None = None) -> Response:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    digest = digest_of(data) if digest is None else digest
    shown = without_policy(data)  # which would hold up the preview's own script
    return Response(shown, status, media_type=kind, headers={**NEVER_KEPT, DIGEST: digest})
