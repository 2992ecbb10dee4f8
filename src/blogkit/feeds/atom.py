"""A feed in Atom (RFC 4287), written by feedgen, as ABlog's feeds are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator

from blogkit.feeds.model import in_whole_minutes, writable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedgen.entry import FeedEntry

    from blogkit.feeds.model import Author, Entry, Feed

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def atom_bytes(feed: Feed) -> bytes:
    """The feed as a UTF-8 document. feedgen puts in the present time unless told of another."""
    generator = FeedGenerator()
    generator.id(writable(feed.id))
    generator.title(_title(feed.title, feed.own_url))
    generator.subtitle(writable(feed.subtitle) or None)
    generator.updated(in_whole_minutes(feed.updated))
    generator.author(_people(feed.authors))
    generator.link(href=writable(feed.home_url), rel="alternate", type="text/html")
    generator.link(href=writable(feed.own_url), rel="self", type="application/atom+xml")
    generator.language(writable(feed.language))
    generator.generator("blogkit")
    for entry in feed.entries:
        written = generator.add_entry(order="append")
        _fill(written, entry)
        if entry.language and entry.language != feed.language:
            written.register_extension("spoken", EntryLanguage)
            written.spoken.language = writable(entry.language)
    return cast("bytes", generator.atom_str(pretty=True))


class EntryLanguage(BaseEntryExtension):  # type: ignore[misc]
    """The language of an entry, which feedgen knows of whole feeds only."""

    language = ""

    def extend_atom(self, entry: Any) -> Any:
        entry.set(XML_LANGUAGE, self.language)
        return entry


def _fill(written: FeedEntry, entry: Entry) -> None:
    written.id(writable(entry.id))
    written.title(_title(entry.title, entry.url))
    written.link(href=writable(entry.url))
    written.author(_people(entry.authors))
    written.published(in_whole_minutes(entry.published))
    written.updated(in_whole_minutes(entry.updated))
    for category in entry.categories:
        written.category(term=writable(category.term), label=writable(category.label))
    if entry.summary:
        written.summary(writable(entry.summary))
    if entry.content:
        written.content(writable(entry.content), type="html")


def _title(title: str, url: str) -> str:
    """feedgen refuses an empty title."""
    return writable(title) or writable(url)


def _people(authors: Iterable[Author]) -> list[dict[str, str]]:
    return [{"name": writable(author.name), "uri": writable(author.url)} for author in authors]
