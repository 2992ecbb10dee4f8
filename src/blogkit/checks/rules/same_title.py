"""Two published posts have one title.

Why: in a list, a feed or a search a reader cannot tell which is which.
Bad: `# DjangoCon recap` this year and last year. Good: `# DjangoCon 2025 recap`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from blogkit.checks.finding import Evidence, Finding, Severity
from blogkit.posts import Status
from blogkit.words import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from blogkit.site import Document, Site

NAME = "same-title"


def check(document: Document, site: Site) -> Iterator[Finding]:
    if document.title is None or _date(document, site) is None:
        return
    first, *_ = site.ask("titled", _key(document))
    other = site.documents[first]
    if other is document or other.title is None:
        return
    message = (
        f"the title '{document.title.text}' is that of {shown_path(other.path)} too; "
        "say in one of them what sets it apart, such as the year"
    )
    evidence = Evidence(other.path, other.title.place, "the older post of this title")
    yield Finding(NAME, Severity.WARNING, document.path, document.title.place, message, (evidence,))


def _key(document: Document) -> str:
    """What readers see as one title; the same title in another language is another."""
    title = document.title.text if document.title else ""
    languages = document.posts[0].labels["language"]
    return " ".join([*title.casefold().split(), *languages])


def _date(document: Document, site: Site) -> datetime | None:
    """When it was published. None for what is not or has no title, and for several posts."""
    has_title = document.title is not None and document.title.text.strip()
    if len(document.posts) != 1 or not has_title or not document.is_published(site.now):
        return None
    post = document.posts[0]
    return post.date if post.status(site.now) is Status.PUBLISHED else None


@lru_cache(maxsize=4)
def _titled(site: Site) -> Mapping[str, list[str]]:
    """The published posts by title, the oldest first."""
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for docname, document in site.documents.items():
        date = _date(document, site)
        if date is not None and document.title is not None:
            found[_key(document)].append((date, docname))
    return {key: [docname for _, docname in sorted(posts)] for key, posts in found.items()}


def _first_titled(site: Site, key: str) -> list[object]:
    """The oldest post of this title, and where its title stands."""
    docnames = _titled(site).get(key, [])
    documents = [site.documents[docname] for docname in docnames[:1]]
    return [docnames[0], *((str(each.path), each.title) for each in documents)] if docnames else []


def all_titles(site: Site) -> object:
    """From which it follows which post of a title is the oldest."""
    return site.world.digest, [each.headline for each in site.documents.values()]


ANSWERERS = {"titled": _first_titled}
GROUNDS = {"titled": all_titles}
