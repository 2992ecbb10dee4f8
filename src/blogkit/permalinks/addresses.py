"""The addresses that a site has, by what its sources say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from blogkit.links import MADE_BY, MADE_PAGES, listing_pages

if TYPE_CHECKING:
    from blogkit.site import Document, Site

FURTHER_PAGE = re.compile(r".*/page-\d+")  # of a listing: it moves with every post
NOT_FOR_KEEPS = MADE_PAGES | frozenset(MADE_BY.values())


def address_of(name: str, *, dirhtml: bool) -> str:
    """The address of a document, or of a page or feed that is made at build."""
    if "." in name.rpartition("/")[2] and name.endswith((".xml", ".json", ".inv")):
        return f"/{name}"
    if not dirhtml:
        return f"/{name}.html"
    folder = name.removesuffix("index") if f"/{name}".endswith("/index") else f"{name}/"
    return f"/{folder}"


def file_of(address: str) -> str:
    """The file of the site that is shown at an address."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


@lru_cache(maxsize=4)
def published_documents(site: Site) -> dict[str, Document]:
    """The documents that readers may see, by their addresses."""
    dirhtml = site.settings.dirhtml
    return {
        address_of(name, dirhtml=dirhtml): document
        for name, document in site.documents.items()
        if document.is_published(site.now)
    }


@lru_cache(maxsize=4)
def made_addresses(site: Site) -> frozenset[str]:
    """The addresses of what has no source: listings, feeds, redirects that posts ask for."""
    names = {*listing_pages(site), *site.redirects}
    return frozenset(address_of(name, dirhtml=site.settings.dirhtml) for name in names)


@lru_cache(maxsize=4)
def kept_addresses(site: Site) -> frozenset[str]:
    """Those of them that readers keep."""
    names = {*listing_pages(site), *site.redirects} - NOT_FOR_KEEPS
    return frozenset(
        address_of(name, dirhtml=site.settings.dirhtml)
        for name in names
        if not FURTHER_PAGE.fullmatch(name)
    )
