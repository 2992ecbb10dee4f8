"""The page that lists drafts and future posts; it is only ever seen in the preview."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Drafts</title>
<style>{style}</style>
</head>
<body>
<main>
<p><a href="/">← The blog</a></p>
<h1>Drafts</h1>
{drafts}
</main>
</body>
</html>
"""
NONE = "<p>Nothing waits: readers see every post.</p>"
PUBLISH = "Publish: the front matter to write"


def drafts_page(root: Path, drafts: Iterable[dict[str, Any]], editor: str) -> str:
    """The whole page."""
    entries = "\n".join(_entry(root, each, editor) for each in drafts)
    style = (Path(__file__).parent / "overlay" / "drafts.css").read_text(encoding="utf-8")
    return PAGE.format(style=style, drafts=entries or NONE)


def _entry(root: Path, draft: dict[str, Any], editor: str) -> str:
    lacks = "".join(
        f"<li>{_place(root, draft['path'], each['line'], editor)} {escape(each['words'])}</li>"
        for each in draft["lacks"]
    )
    return (
        f'<section>\n<h2><a href="/{quote(draft["page"])}">{escape(draft["title"])}</a></h2>\n'
        f"<p>{_when(draft)}{_place(root, draft['path'], 1, editor)}</p>\n"
        + (f"<p>It still lacks:</p>\n<ul>{lacks}</ul>\n" if lacks else "<p>It lacks nothing.</p>\n")
        + _publishing(draft)
        + "</section>"
    )


def _when(draft: dict[str, Any]) -> str:
    if draft["status"] == "future":
        return f"<strong>Dated in the future</strong>: {escape(draft['date'])} · "
    date = f", dated {escape(draft['date'])}" if draft["date"] else ""
    return f"<strong>Draft</strong>{date} · "


def _publishing(draft: dict[str, Any]) -> str:
    if not draft["publish"]:
        return ""
    words = "<p>It comes out with the first <code>make publish</code> after its date.</p>"
    return (
        f"<details><summary>{PUBLISH}</summary><pre>{escape(draft['publish'])}</pre>"
        f"{words if draft['status'] == 'future' else ''}</details>\n"
    )


def _place(root: Path, path: str, line: int, editor: str) -> str:
    shown = escape(
        f"{Path(path).relative_to(root)}:{line}"
        if line > 1
        else Path(path).relative_to(root).as_posix()
    )
    if not editor:
        return f"<span>{shown}</span>"
    address = editor.replace("{path}", quote(path)).replace("{line}", str(line))
    return f'<a href="{escape(address.replace("{column}", "1"))}">{shown}</a>'
