"""What raw HTML in a Markdown file holds that matters here: ids, links, pictures, comments."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from blogkit.sources.places import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """An address or the words of a comment, and where its tag or comment stands in the HTML."""

    value: str
    place: Place


class HtmlPieces(HTMLParser):
    """Feed it HTML, complete or not; then read what it found.

    *images* are triples of address, alt text, and whether the picture only decorates; *comments*
    are triples of text, line and column, both from 0.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.comments: list[Piece] = []
        self.links: list[Piece] = []
        self.images: list[tuple[str, str, bool]] = []

    def feed(self, data: str) -> None:
        """Up to a comment that is never closed: what follows shows nowhere, and `HTMLParser` looks
        for the end of each such comment anew."""
        unclosed = data.find("<!--", data.rfind("-->") + 1)
        super().feed(data if unclosed < 0 else data[:unclosed])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        wanted = ("id", "name") if tag == "a" else ("id",)
        self.ids.extend(value for name in wanted if (value := values.get(name)))
        if tag == "a" and "href" in values:
            self.links.append(Piece(values["href"], self._place(self.get_starttag_text() or "")))
        if tag == "img":
            decorative = "decorative" in values.get("class", "").split()
            self.images.append((values.get("src", ""), values.get("alt", "").strip(), decorative))

    def handle_comment(self, data: str) -> None:
        self.comments.append(Piece(data, self._place(f"<!--{data}-->")))

    def _place(self, text: str) -> Place:
        line, offset = self.getpos()
        before, newline, last = text.rpartition("\n")
        lines = before.count("\n") + len(newline)
        start = 1 if newline else offset + 1
        return Place(line, offset + 1, line + lines, start + len(last))
