"""What became of the pages that were published: there, moved, gone for good, or lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from blogkit.permalinks.addresses import address_of, made_addresses, published_documents
from blogkit.permalinks.history import renamed_files
from blogkit.permalinks.ledger import GONE, NAME, SKETCHED, Ledger, read_ledger
from blogkit.permalinks.sketch import RECOGNISED, likeness, sketch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blogkit.site import Document, Site

AHEAD = 0.2  # by so much the likest must lead


@dataclass(frozen=True)
class Pages:
    """Where the pages of a ledger are by now: *moved* ones with where they lead, by address."""

    moved: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def ledger_of(site: Site) -> Ledger:
    """The ledger of the blog; an empty one without `blog_baseurl`. Raises LedgerError."""
    if not site.settings.blog_baseurl:
        return Ledger()
    return read_ledger(site.root / NAME, site.settings.blog_baseurl)


@lru_cache(maxsize=4)
def as_published(site: Site) -> Site:
    """The site with the kind of addresses that its ledger has, where only sources are looked at."""
    pages = ledger_of(site).pages
    is_dirhtml = bool(pages) and not any(each.endswith(".html") for each in pages)
    if site.settings.dirhtml or not is_dirhtml:
        return site
    return replace(site, settings=replace(site.settings, dirhtml=True))


@lru_cache(maxsize=4)
def pages_of(site: Site) -> Pages:
    """What became of each page in the ledger. Raises LedgerError."""
    known = ledger_of(site).pages
    if not known:
        return Pages()
    there = published_documents(site).keys() | made_addresses(site)
    moved, missing = {}, []
    for address, led in known.items():
        if address in there or led == GONE:
            continue
        end = led.partition("#")[0]
        if end.startswith("/") and end in there:
            moved[address] = led
        else:
            missing.append(address)
    for address in missing:
        end = known[address].partition("#")[0]
        found = _successor(end if end in known else address, known, site)
        if found:
            moved[address] = found
    unplaced = [each for each in missing if each not in moved and not _leads_to_gone(each, known)]
    moved |= _by_git(unplaced, known, site)
    gone = {address for address, led in known.items() if led == GONE and address not in there}
    lost = tuple(each for each in unplaced if each not in moved)
    return Pages(moved, frozenset(gone), lost)


def first_address(address: str, site: Site) -> str:
    """The address under which what is published at this one was published first."""
    ledger = ledger_of(site)
    if _is_there(ledger.links.get(address, GONE)):
        first = ledger.first.get(address, address)
    else:
        moved = pages_of(site).moved
        renamed = (old for old in sorted(moved) if moved[old].partition("#")[0] == address)
        last = next((old for old in renamed if _is_there(ledger.links[old])), address)
        first = ledger.first.get(last, last)
    is_taken = first != address and first in published_documents(site)
    return address if is_taken else first


def _is_there(led: str) -> bool:
    """Whether an address was that of a page itself when the ledger was written."""
    return led != GONE and not led.startswith("/")


def text_of(document: Document) -> str:
    """The text by which a document is recognised: without what its author may change at will."""
    if document.source is None:
        return document.text
    return "\n".join(document.source.lines[document.source.front_matter.end :])


def _leads_to_gone(address: str, known: Mapping[str, str]) -> bool:
    return known.get(known[address].partition("#")[0]) == GONE


def _successor(address: str, known: Mapping[str, str], site: Site) -> str:
    led = known.get(address, "")
    if not led.startswith(SKETCHED):
        return _above(address, site)
    likes = _new_pages(site)
    ranked = sorted(((likeness(led[1:], like), page) for page, like in likes.items()), reverse=True)
    if not ranked or ranked[0][0] < RECOGNISED:
        return ""
    is_clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= AHEAD
    return ranked[0][1] if is_clear else ""


def _by_git(lost: Sequence[str], known: Mapping[str, str], site: Site) -> dict[str, str]:
    """Of the lost addresses those whose files were renamed, and are at an address that is new."""
    if not lost or not _new_pages(site):
        return {}
    renamed = {
        _address(old, site): _address(new, site) for old, new in renamed_files(site.root).items()
    }
    ends = {each: known[each].partition("#")[0] for each in lost}
    found = {each: renamed.get(end if end in known else each, "") for each, end in ends.items()}
    return {address: new for address, new in found.items() if new in _new_pages(site)}


def _address(path: str, site: Site) -> str:
    name = next((path.removesuffix(s) for s in site.settings.source_suffix if path.endswith(s)), "")
    return address_of(name, dirhtml=site.settings.dirhtml) if name else ""


def _above(address: str, site: Site) -> str:
    """The overview that a listing without posts belonged to; the same file of a feed's parent."""
    top = f"/{site.settings.blog_path}"
    if not address.startswith(f"{top}/"):
        return ""
    there = made_addresses(site)
    folder, _, name = address.removesuffix("/").rpartition("/")
    is_feed = name.endswith((".xml", ".json"))
    while folder.startswith(top):
        above = f"{folder.rpartition('/')[0]}/{name}" if is_feed else folder
        found = (above, f"{above}.html", f"{above}/")
        page = next((each for each in found if each in there and each != address), "")
        if page:
            return page
        folder = folder.rpartition("/")[0]
    return ""


@lru_cache(maxsize=4)
def _new_pages(site: Site) -> dict[str, str]:
    """The sketches of the documents that the ledger does not know at their addresses."""
    known = {address for address, led in ledger_of(site).pages.items() if _is_there(led)}
    return {
        address: sketch(text_of(document))
        for address, document in published_documents(site).items()
        if address not in known
    }
