"""The ledger as it is to be once the site is published as it would be now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.permalinks.addresses import kept_addresses, published_documents
from blogkit.permalinks.anchors import anchors_in, anchors_of, expected_anchors, sections_of
from blogkit.permalinks.ledger import GONE, HERE, SKETCHED, TITLE, Ledger
from blogkit.permalinks.pages import first_address, ledger_of, pages_of, text_of
from blogkit.permalinks.sketch import likeness, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.site import Document, Site

STILL_ALIKE = 0.75  # as long as a text is, its line stays: an edit is no news for the ledger


def next_ledger(site: Site) -> Ledger:
    """What is known, and what is new; lost addresses stay as they are. Raises LedgerError."""
    known, pages = ledger_of(site), pages_of(site)
    links = dict.fromkeys(kept_addresses(site), HERE)
    for address, document in published_documents(site).items():
        links[address] = _sketched(text_of(document), known.links.get(address, HERE))
        for anchor, led in _anchors(document):
            key = f"{address}#{anchor}"
            links[key] = _kept(known.links.get(key, HERE), led)
        for anchor, led in _old_anchors(address, site):
            links.setdefault(f"{address}#{anchor}", led)
    for address, led in known.links.items():
        page, is_anchor, _ = address.partition("#")
        if page in pages.moved:
            if not is_anchor:
                links[address] = pages.moved[address]
        else:
            links.setdefault(address, led)
    now = {address: first_address(address, site) for address in published_documents(site)}
    first = {address: old for address, old in now.items() if old != address}
    return Ledger(known.base, links, first=first)


def lost_addresses(site: Site) -> list[str]:
    """Every address that was published and leads nowhere. Raises LedgerError."""
    anchors = (
        f"{address}#{anchor}"
        for address in sorted(expected_anchors(site))
        for anchor in anchors_of(address, site).lost
    )
    return [*pages_of(site).lost, *anchors]


def _anchors(document: Document) -> Iterator[tuple[str, str]]:
    """The anchors of a page with what stands behind them: of a heading the first says most."""
    there, said = anchors_in(document), set()
    for section in sections_of(document):
        for number, anchor in enumerate(section.anchors):
            if anchor in said:
                continue
            said.add(anchor)
            if section.is_title:
                yield anchor, TITLE
            elif number:
                yield anchor, f"#{section.anchors[0]}"
            else:
                yield anchor, _sketched(section.text, HERE)
    yield from ((anchor, HERE) for anchor in sorted(there - said))


def _old_anchors(address: str, site: Site) -> Iterator[tuple[str, str]]:
    """Those that are no longer on the page by themselves, and are led on or meant to be gone."""
    for anchor, led in expected_anchors(site).get(address, {}).items():
        if led == GONE:
            yield anchor, GONE
    for anchor, successor in anchors_of(address, site).aliases.items():
        yield anchor, f"#{successor}"


def _sketched(text: str, known: str) -> str:
    found = sketch(text)
    return _kept(known, f"{SKETCHED}{found}" if found else HERE)


def _kept(known: str, found: str) -> str:
    is_alike = known.startswith(SKETCHED) and likeness(known[1:], found[1:]) >= STILL_ALIKE
    return known if is_alike else found
