"""What there is to tell of a page, before it is written in any form. Addresses are absolute."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Kind(Enum):
    """What a page is to its readers."""

    POST = "post"
    HOME = "home"
    LISTING = "listing"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands for a page. *width* and *height* are 0 where nobody knows them."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote something. *url* may be empty."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What only posts have. Dates name their time zone; there is one author at least."""

    published: datetime
    modified: datetime
    authors: tuple[Person, ...]
    tags: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The blog as a whole. *url* ends in a slash; it is empty if nobody knows where the blog is."""

    name: str
    url: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. *language* is as HTML has it (`zh-CN`).

    *trail* leads to the page from the home page, by names and addresses, both included.
    *translations* are this page's addresses by language, its own included; empty without others.
    """

    site: Site
    kind: Kind
    title: str
    url: str
    language: str
    description: str = ""
    picture: Picture | None = None
    article: Article | None = None
    trail: tuple[tuple[str, str], ...] = ()
    translations: tuple[tuple[str, str], ...] = field(default_factory=tuple)
