"""RFC 4287's rules: the grammar, and what its text asks for beyond the grammar."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

NAMES = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


def faults(feed: bytes) -> list[str]:
    """What is wrong with an Atom feed; each fault names its section."""
    root = etree.fromstring(feed)
    found = [] if GRAMMAR.validate(root) else [str(error) for error in GRAMMAR.error_log]
    entries = root.findall("a:entry", NAMES)
    ids = Counter(
        (entry.findtext("a:id", "", NAMES), entry.findtext("a:updated", "", NAMES))
        for entry in entries
    )
    found += [f"4.1.1: twice in one feed: {each}" for each, count in ids.items() if count > 1]
    if not root.xpath("a:link[@rel='self']", namespaces=NAMES):
        found.append("4.1.1: a feed should link to itself")
    if root.find("a:author", NAMES) is None and any(not _authors(entry) for entry in entries):
        found.append("4.1.1: an entry without an author in a feed without one")
    for element in (root, *entries):
        found += _link_faults(element)
    return found


def _authors(entry: Any) -> list[str]:
    return [each.text for each in entry.findall("a:author/a:name", NAMES)]


def _link_faults(element: Any) -> list[str]:
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in element.findall("a:link", NAMES)
        if link.get("rel", "alternate") == "alternate"
    )
    found = (
        ["4.1: two alternate links of one type"] if max(alternates.values(), default=0) > 1 else []
    )
    if element.find("a:content", NAMES) is None and not alternates:
        found.append("4.1.2: neither content nor an alternate link")
    return found
