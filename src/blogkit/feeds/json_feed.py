"""A feed in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from blogkit.feeds.model import in_whole_minutes, writable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blogkit.feeds.model import Author, Entry, Feed

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed_bytes(feed: Feed) -> bytes:
    """The feed as a UTF-8 document; what is empty is left out."""
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.own_url,
        "description": feed.subtitle,
        "language": feed.language,
        "authors": _authors(feed.authors),
        "items": [_item(entry) for entry in feed.entries],
    }
    kept = {key: value for key, value in document.items() if value or key in ("title", "items")}
    return (json.dumps(_writable(kept), ensure_ascii=False, indent=1) + "\n").encode()


def _writable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _writable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_writable(each) for each in value]
    return writable(value)


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "content_text": "" if entry.content else entry.summary or entry.title,  # one is required
        "summary": entry.summary,
        "date_published": in_whole_minutes(entry.published).isoformat(),
        "date_modified": in_whole_minutes(entry.updated).isoformat(),
        "authors": _authors(entry.authors),
        "language": entry.language,
        "tags": [category.label for category in entry.categories],
    }
    return {key: value for key, value in item.items() if value}


def _authors(authors: Iterable[Author]) -> list[dict[str, str]]:
    return [
        {"name": author.name, "url": author.url} if author.url else {"name": author.name}
        for author in authors
    ]
