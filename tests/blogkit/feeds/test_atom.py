"""Atom as RFC 4287 has it, whatever the posts hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from blogkit.feeds.atom import atom_bytes
from blogkit.feeds.model import EPOCH, Author, Category, Entry, Feed, writable
from tests.blogkit.feeds.rfc4287 import NAMES, faults

MAY = datetime(2026, 5, 1, 10, tzinfo=ZoneInfo("Europe/Berlin"))
ENTRY = Entry(
    id="https://e.org/x.html",
    url="https://e.org/x.html",
    title="Cats & <dogs>",
    published=MAY,
    updated=MAY,
    authors=(Author("Robin", "https://robin.example.org/"), Author("Sam")),
    categories=(Category("birdwatching", "bird watching"),),
    summary="Short.",
    content='<p>Long &amp; <a href="https://e.org/">linked</a></p>',
)
FEED = Feed("https://e.org/", "A blog", "https://e.org/", "https://e.org/atom.xml", "en")
moments = st.datetimes(
    datetime.fromisoformat("1000-01-02"),
    datetime.fromisoformat("9000-01-01"),
    timezones=st.timezones(),
)
texts = st.text(st.characters(), max_size=20)
named = texts.filter(lambda text: writable(text).strip())


def read(feed: Feed) -> Any:
    return etree.fromstring(atom_bytes(feed))


def test_a_feed_written_out() -> None:
    feed = replace(FEED, subtitle="On birds", entries=(ENTRY,))
    assert not faults(atom_bytes(feed))
    assert atom_bytes(feed).decode() == (
        """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>https://e.org/</id>
  <title>A blog</title>
  <updated>2026-05-01T10:00:00+02:00</updated>
  <link href="https://e.org/" rel="alternate" type="text/html"/>
  <link href="https://e.org/atom.xml" rel="self" type="application/atom+xml"/>
  <generator>blogkit</generator>
  <subtitle>On birds</subtitle>
  <entry>
    <id>https://e.org/x.html</id>
    <title>Cats &amp; &lt;dogs&gt;</title>
    <updated>2026-05-01T10:00:00+02:00</updated>
    <author>
      <name>Robin</name>
      <uri>https://robin.example.org/</uri>
    </author>
    <author>
      <name>Sam</name>
    </author>
    <content type="html">&lt;p&gt;Long &amp;amp; &lt;a href="https://e.org/"&gt;linked&lt;/a&gt;&lt;/p&gt;</content>
    <link href="https://e.org/x.html"/>
    <summary>Short.</summary>
    <category term="birdwatching" label="bird watching"/>
    <published>2026-05-01T10:00:00+02:00</published>
  </entry>
</feed>
"""
    )


def test_an_empty_feed_does_not_tell_when_it_was_built() -> None:
    assert not faults(atom_bytes(FEED))
    assert read(FEED).findtext("a:updated", None, NAMES) == EPOCH.isoformat()


def test_a_feed_is_as_new_as_what_changed_last() -> None:
    later = datetime(2026, 6, 1, tzinfo=UTC)
    older = replace(ENTRY, id="https://e.org/y.html", updated=later)
    feed = replace(FEED, entries=(ENTRY, older))
    assert read(feed).findtext("a:updated", None, NAMES) == later.isoformat()


def test_a_time_zone_of_old_is_off_by_seconds_which_a_feed_cannot_say() -> None:
    date = datetime(1880, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    feed = replace(FEED, entries=(replace(ENTRY, published=date, updated=date),))
    assert not faults(atom_bytes(feed))
    assert read(feed).findtext("a:entry/a:published", None, NAMES) == "1879-12-31T23:06:32+00:00"


@pytest.mark.parametrize("title", ["", "\x00\ud800"])
def test_without_a_title_there_is_the_address(title: str) -> None:
    feed = replace(FEED, entries=(replace(ENTRY, title=title),))
    assert read(feed).findtext("a:entry/a:title", None, NAMES) == ENTRY.url


@given(title=named, name=named, label=texts, summary=texts, content=texts, date=moments)
def test_what_is_written_is_read_again(
    title: str, name: str, label: str, summary: str, content: str, date: datetime
) -> None:
    entry = replace(
        ENTRY,
        title=title,
        authors=(Author(name), Author("Sam")),
        categories=(Category(label, label),),
        summary=summary,
        content=content,
        published=date,
        updated=date,
    )
    feed = replace(FEED, title=title, subtitle=summary, entries=(entry,))
    assert not faults(atom_bytes(feed))
    assert atom_bytes(feed) == atom_bytes(feed)
    written = read(feed).find("a:entry", NAMES)
    assert written.findtext("a:title", None, NAMES) == writable(title)
    names = [each.text for each in written.findall("a:author/a:name", NAMES)]
    assert names == [writable(name), "Sam"]
    assert written.find("a:category", NAMES).get("label", "") == writable(label)
    assert written.findtext("a:summary", "", NAMES) == writable(summary)
    assert written.findtext("a:content", "", NAMES) == writable(content)
    moment = date.astimezone(UTC)  # Python finds no time equal that clocks of its zone show twice
    assert datetime.fromisoformat(written.findtext("a:published", "", NAMES)) == moment
