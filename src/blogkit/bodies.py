"""The text of each page as HTML, kept when the page is written: feeds show it in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from blogkit.traces import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "bodies"


def keep_body(app: Sphinx, docname: str, body: str) -> str:
    """Keep the body of the page that a document became; returns a digest of it."""
    path = _path(app, docname)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")
    return digest(body)


def body_of(app: Sphinx, docname: str) -> str:
    """The body as it was last written, addresses relative to the page's; empty if there is none."""
    try:
        return _path(app, docname).read_text(encoding="utf-8")
    except OSError:
        return ""


def _path(app: Sphinx, docname: str) -> Path:
    """By builder: two of them may share a folder, and their addresses differ."""
    return Path(app.doctreedir, FOLDER, app.builder.name, f"{docname}.body")
