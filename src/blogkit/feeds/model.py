"""What a feed says, before it is written in any format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

KEPT = 10_000  # texts that are known to be writable; posts are in many feeds
EPOCH = datetime.fromtimestamp(0, UTC)
# All but the Char of XML 1.0 (https://www.w3.org/TR/xml/#charsets): named by what is not in it,
# which is compiled in a tenth of the time. JSON could hold these, but lone surrogates cannot be
# written as UTF-8, and a post reads the same in both feeds.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote something. *url* is absolute, or empty."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A label: *term* for programs, *label* for people."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A post in a feed. Dates have a time zone; addresses, those in *content* too, are absolute.

    *language* is as in HTML, such as `pt-BR`; *summary* is plain text, *content* is HTML; either may be empty. *authors* has one at least.
    """

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...]
    language: str = ""
    categories: tuple[Category, ...] = ()
    summary: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its entries, newest first. *home_url* is the page that shows the same posts."""

    id: str
    title: str
    home_url: str
    own_url: str
    language: str
    subtitle: str = ""
    authors: tuple[Author, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def updated(self) -> datetime:
        """When any of the entries last changed; never the time of the build."""
        return max((entry.updated for entry in self.entries), default=EPOCH)


@lru_cache(maxsize=KEPT)
def writable(text: str) -> str:
    """The text without the characters that a feed cannot hold."""
    return UNWRITABLE.sub("", text)


def in_whole_minutes(moment: datetime) -> datetime:
    """The same moment, in a time zone that RFC 3339 can name: those of old are off by seconds."""
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset is None or offset.total_seconds() % 60 else moment
