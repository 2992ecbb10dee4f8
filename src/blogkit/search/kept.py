"""What search knows of each page, kept beside the documents when the page is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING

from blogkit.search.index import Content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from blogkit.search.page_text import PageText

FOLDER = "search"


@dataclass(frozen=True)
class Found:
    """A page that can be found, in few and long texts: JSON takes a thousand short ones apart in
    ten times the time.

    *address* and *picture* are relative to the site. *day* is the post's as `2026-05-31`, *date*
    the same for readers; both are empty for a page that is no post. Of `PageText.words` *words* has
    the words, between spaces, and *codes* the numbers, each in two hexadecimal digits. *digest* is
    that of the file that it was read from, empty until then.
    """

    address: str
    day: str
    date: str
    tags: tuple[str, ...]
    title: str
    parts: tuple[str, ...]
    picture: str
    words: str
    codes: str
    digest: str = ""

    @classmethod
    def of(cls, text: PageText, *, address: str, day: str, date: str, tags: Iterable[str]) -> Found:
        """What is found on the page that has this text."""
        return cls(
            address=address,
            day=day,
            date=date,
            tags=tuple(tags),
            title=text.title,
            parts=text.parts,
            picture=text.picture,
            words=" ".join(text.words),
            codes=bytes(text.words.values()).hex(),
        )


def keep(app: Sphinx, pagename: str, found: Found | None) -> None:
    """Keep what is found on a page, or that nothing is. A file that stays the same is left alone."""
    path = path_of(app, pagename)
    if found is None:
        path.unlink(missing_ok=True)
        return
    content = json_bytes(vars(found))
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def json_bytes(value: object) -> bytes:
    """As short as JSON can be; half a letter, which no page can show, is a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def read(content: bytes) -> Found:
    """What was kept. Raises ValueError for a damaged file."""
    fields = json.loads(content)
    fields |= {"tags": tuple(fields["tags"]), "parts": tuple(fields["parts"])}
    return Found(**{**fields, "digest": digest_of(content)})


def content_of(found: Found) -> Content:
    """What the index takes of the page. A word that many pages have is in memory once."""
    return Content(
        found.digest,
        found.day,
        found.tags,
        len(found.parts),
        tuple(map(intern, found.words.split())),
        bytes.fromhex(found.codes),
    )


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def path_of(app: Sphinx, pagename: str) -> Path:
    """The file in which what is found on a page is kept."""
    return folder_of(app) / f"{pagename}.json"


def folder_of(app: Sphinx) -> Path:
    """By builder: two of them may share a folder, and their addresses differ."""
    return Path(app.doctreedir, FOLDER, app.builder.name)
