"""Addresses: where a link or picture of a post by others may lead."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from blogkit.sources.mentions import PICTURE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# What browsers drop from an address before they read it, and what only seems to be nothing.
DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
HARMLESS = frozenset(
    {
        *("http", "https", "mailto", "tel", "sms", "geo", "feed", "webcal", "xmpp", "irc", "ircs"),
        *("matrix", "ftp", "doi", "project", "inv"),  # the last two are MyST's
    }
)
# Even where conf.py lists one in `myst_url_schemes`: they run, or read the reader's computer.
HARMFUL = frozenset({"javascript", "vbscript", "livescript", "data", "file", "blob", "path"})
PAGES = frozenset({"", ".md", ".markdown", ".myst", ".rst", ".html", ".htm", ".ipynb", ".txt"})
# A drawing can hold a script, which runs when it is opened on its own.
PICTURES = PICTURE_SUFFIXES - {".svg"}
MOST_DISGUISES = 5  # times that an address may be encoded upon itself


def fault_of_link(address: str, folder: str, schemes: Iterable[str]) -> str:
    """What is wrong with a link's address in a file of *folder*, a path below the blog's; empty if
    nothing is. *schemes* are those that conf.py knows."""
    scheme = _scheme(address)
    if scheme:
        return "" if _is_harmless(scheme, schemes) else f"a link that begins with '{scheme}:'"
    path = _path(address)
    if not path or path.startswith("//"):
        return ""
    if _is_outside(path, folder):
        return "a link out of the blog's folder"
    if PurePosixPath(path).suffix.lower() not in PAGES | PICTURES | {".pdf"}:
        return "a link to a file that is neither page, picture nor PDF"
    return ""


def fault_of_picture(address: str, folder: str) -> str:
    """The same of a picture's address."""
    scheme = _scheme(address)
    if scheme:
        is_web = scheme in ("http", "https")
        return "" if is_web else f"a picture whose address begins with '{scheme}:'"
    path = _path(address)
    if not path or path.startswith("//"):
        return ""
    if _is_outside(path, folder):
        return "a picture out of the blog's folder"
    if PurePosixPath(path).suffix.lower() not in PICTURES | {".*"}:
        return "a picture that can hold a script, or is none"
    return ""


def _is_harmless(scheme: str, schemes: Iterable[str]) -> bool:
    return scheme in HARMLESS or (scheme in schemes and scheme not in HARMFUL)


def _scheme(address: str) -> str:
    """What browsers would take for the scheme, however it is disguised; empty without one."""
    found = SCHEME.match(_without_disguise(address))
    return found[1].lower() if found else ""


def _path(address: str) -> str:
    """The path without query and fragment; of both slashes, since Windows takes both."""
    return re.split(r"[?#]", _without_disguise(address), maxsplit=1)[0].replace("\\", "/")


def _without_disguise(address: str) -> str:
    for _ in range(MOST_DISGUISES):
        plain = DROPPED.sub("", unquote(unescape(address)))
        if plain == address:
            break
        address = plain
    return address


def _is_outside(path: str, folder: str) -> bool:
    """Sphinx takes a path that begins with a slash from the blog's folder on."""
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined).split("/")[0] == ".."
