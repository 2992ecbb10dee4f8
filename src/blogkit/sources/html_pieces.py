"""What raw HTML in a Markdown file holds that matters here: ids to link to, and comments."""

from __future__ import annotations

from html.parser import HTMLParser


class HtmlPieces(HTMLParser):
    """Feed it HTML, complete or not; then read `ids` and `comments`."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = ("id", "name") if tag == "a" else ("id",)
        self.ids.extend(value for name, value in attrs if name in wanted and value)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)
