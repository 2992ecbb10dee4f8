"""JSON Feed 1.1, key by key (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from blogkit.feeds.json_feed import json_feed_bytes
from blogkit.feeds.model import Author, writable
from tests.blogkit.feeds.test_atom import ENTRY, FEED

if TYPE_CHECKING:
    from datetime import datetime

texts = st.text(st.characters(), max_size=20)


def read(content: bytes) -> Any:
    return json.loads(content)


def test_every_key_of_a_feed_and_its_item() -> None:
    feed = replace(FEED, subtitle="On birds", authors=(Author("Robin"),), entries=(ENTRY,))
    assert read(json_feed_bytes(feed)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A blog",
        "home_page_url": "https://e.org/",
        "feed_url": "https://e.org/atom.xml",
        "description": "On birds",
        "language": "en",
        "authors": [{"name": "Robin"}],
        "items": [
            {
                "id": "https://e.org/x.html",
                "url": "https://e.org/x.html",
                "title": "Cats & <dogs>",
                "content_html": '<p>Long &amp; <a href="https://e.org/">linked</a></p>',
                "summary": "Short.",
                "date_published": "2026-05-01T10:00:00+02:00",
                "date_modified": "2026-05-01T10:00:00+02:00",
                "authors": [
                    {"name": "Robin", "url": "https://robin.example.org/"},
                    {"name": "Sam"},
                ],
                "tags": ["bird watching"],
            }
        ],
    }


def test_a_feed_without_posts_has_an_empty_list() -> None:
    assert read(json_feed_bytes(FEED))["items"] == []


def test_an_item_has_some_content_always() -> None:
    bare = replace(ENTRY, content="", summary="")
    items = read(json_feed_bytes(replace(FEED, entries=(bare, replace(ENTRY, content="")))))[
        "items"
    ]
    assert [item["content_text"] for item in items] == [ENTRY.title, ENTRY.summary]
    assert not any("content_html" in item for item in items)


@given(title=texts, content=texts, date=st.datetimes(timezones=st.timezones()))
def test_any_text_is_read_again(title: str, content: str, date: datetime) -> None:
    entry = replace(ENTRY, title=title, content=content, summary="s", published=date, updated=date)
    (item,) = read(json_feed_bytes(replace(FEED, entries=(entry,))))["items"]
    assert item.get("title", "") == writable(title)
    assert item.get("content_html", "") == writable(content)
