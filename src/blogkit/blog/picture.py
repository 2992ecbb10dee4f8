"""The picture that stands for a post, as readers and machines find it in the site."""

from __future__ import annotations

from dataclasses import dataclass
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from blogkit.traces import traces_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PUBLISHED = "published picture"  # a question: address, narrowest one, type, width, height of a uri


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that every browser and every feed reader shows: JPEG if it is a photograph.

    *address* is where its widest form lies, percent-encoded and relative to the site's root, or a
    whole URL if it lies on another site; *width* and *height* are its size in pixels, 0 where
    nobody knows. *small* is the address of the narrowest form, for lists. *mime* is empty where it
    is not known, *alt* where the author says nothing.
    """

    address: str
    small: str
    mime: str
    width: int
    height: int
    alt: str

    def url(self, base: str) -> str:
        """The whole URL, on a site whose public address is *base*; empty without one."""
        if "://" in self.address:
            return self.address
        return f"{base.rstrip('/')}/{self.address}" if base else ""


def picture_of(app: Sphinx, uri: str, alt: str) -> Picture | None:
    """The picture as it is published, noted as asked for; None if it cannot be shown.

    *uri* is Sphinx's: a path within the blog's folder, or the address of a remote picture.
    """
    if "://" in uri:
        kind = guess_type(urlsplit(uri).path)[0] or ""
        return Picture(uri, uri, kind, 0, 0, alt)
    found: Any = traces_of(app).ask(PUBLISHED, uri)
    if found:
        address, small, mime, width, height = found
        return Picture(address, small, mime, width, height, alt)
    if found is not None or uri not in app.env.images:
        return None
    traces_of(app).note("image", uri)
    address = f"_images/{quote(app.env.images[uri][1])}"
    return Picture(address, address, guess_type(uri)[0] or "", 0, 0, alt)
