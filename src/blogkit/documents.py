"""One file that becomes a page: what every build must know of it at once, and the rest on demand."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from blogkit.memory import fingerprint
from blogkit.posts import Post, Status, is_draft, posts_of
from blogkit.rst import rst_posts
from blogkit.sources import (
    MARKDOWN_SUFFIXES,
    Heading,
    Name,
    Place,
    SignedLine,
    Source,
    TooDeepError,
    names_in,
    parse_source,
    signed_lines,
)
from blogkit.sources.mentions import picture_folders
from blogkit.sources.named_picture import with_named_picture
from blogkit.traces import digest as short_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.settings import Settings
    from blogkit.sources.markdown import Keep
    from blogkit.trust import Refusal

ALWAYS = datetime.min  # noqa: DTZ901 - of moments that name no zone
LARGEST = 10_000_000  # bytes of Markdown; twice a long novel takes the parser a minute
LIKELY_ASKED_AGAIN = 64  # sources that are kept unpacked


@dataclass(frozen=True)
class Unreadable:
    """Why a file cannot be read, and from which place on."""

    reason: str
    place: Place


@dataclass(frozen=True)
class Document:
    """A file that becomes a page.

    *digest* stands for what the file holds, *face* for that to which links to it can lead, and
    *claims* for what it brings to the blog: names, labels, dates, redirects. *title* is the heading
    that names the page, *headline* stands for it and its place, *linked_fragments* are those of its
    links to other pages. *text* is that of documents which are not Markdown, of which little else
    is known. *picture_folders*, as written, are where the pictures lie that it names in any way,
    *comments* those of Markdown, by line. *has_directives* says that `post` directives make its
    posts, not its front matter. *refusals* are why nothing of it is read: it is by somebody else,
    and not harmless. *public_since* is the moment from which on readers may see it; None if they
    never may.
    """

    docname: str
    path: Path
    unreadable: Unreadable | None = None
    posts: tuple[Post, ...] = ()
    has_directives: bool = False
    text: str = ""
    digest: str = ""
    face: str = ""
    claims: str = ""
    is_draft: bool = False
    may_hide_a_post: bool = False
    target_names: frozenset[str] = frozenset()
    html_ids: frozenset[str] = frozenset()
    title: Heading | None = None
    headline: str = ""
    linked_fragments: frozenset[str] = frozenset()
    names: tuple[Name, ...] = ()
    signed_lines: tuple[SignedLine, ...] = ()
    picture_folders: frozenset[str] = frozenset()
    comments: tuple[tuple[int, str], ...] = ()
    packed_source: bytes = field(default=b"", repr=False)
    refusals: tuple[Refusal, ...] = ()
    public_since: datetime | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Every build asks this of all documents, so it is remembered with them.
        object.__setattr__(self, "public_since", self._public_since())

    @property
    def is_markdown(self) -> bool:
        """Whether it has a source; cheaper than asking for it."""
        return bool(self.packed_source)

    @property
    def source(self) -> Source | None:
        """What a Markdown file holds. None for what is not Markdown or not readable."""
        return _unpacked(self.packed_source) if self.packed_source else None

    @property
    def is_left_out(self) -> bool:
        """Whether it has no page, in a preview neither."""
        return bool(self.unreadable or self.refusals)

    def is_published(self, now: datetime) -> bool:
        """Whether readers may see it: never what cannot be read in full."""
        return self.public_since is not None and self.public_since <= now

    def _public_since(self) -> datetime | None:
        if self.is_left_out or self.is_draft or self.may_hide_a_post:
            return None
        dates = [post.date for post in self.posts if not post.is_draft]
        # What is not Markdown and has no date is told of when it is read, and then forgotten.
        if not self.posts or (not self.is_markdown and None in dates):
            return ALWAYS
        return min((date for date in dates if date), default=None)

    def is_unfinished(self, now: datetime) -> bool:
        """Whether its author keeps it back on purpose: a draft, or dated in the future."""
        if self.is_draft:
            return True
        statuses = {post.status(now) for post in self.posts}
        return bool(statuses) and statuses <= {Status.DRAFT, Status.FUTURE}


def read_document(
    docname: str, path: Path, settings: Settings, *, matched: bool, keep: Keep | None = None
) -> Document:
    """Read the file; *matched* says that `blog_post_pattern` makes it a post.

    *keep* is shown what the parser made of it, for who parses the same text again.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return Document(docname, path, unreadable=Unreadable(reason, Place(1)))
    digest = digest_of(data)
    if path.suffix in MARKDOWN_SUFFIXES and len(data) > LARGEST:
        unreadable = Unreadable("it is larger than any text: more than 10 MB", Place(1))
        return Document(docname, path, unreadable=unreadable, digest=digest)
    try:
        text = data.decode(settings.source_encoding)
    except UnicodeDecodeError as error:
        return Document(docname, path, unreadable=_undecodable(data, error), digest=digest)
    if path.suffix in MARKDOWN_SUFFIXES:
        document = _markdown(docname, path, text, digest, settings, matched=matched, keep=keep)
    else:
        document = _not_markdown(docname, path, text, digest, settings, matched=matched)
    name = docname + path.name.removeprefix(docname.rpartition("/")[2])
    if settings.trust.covers(name):
        return document
    from blogkit.trust.refusing import refusals

    return replace(document, refusals=refusals(name, path, text, settings.myst))


def digest_of(data: bytes) -> str:
    """What stands for the contents of a file."""
    return sha256(data).hexdigest()


def _not_markdown(
    docname: str, path: Path, text: str, digest: str, settings: Settings, *, matched: bool
) -> Document:
    posts = rst_posts(text, settings.dates, matched=matched) if path.suffix == ".rst" else ()
    claims = fingerprint([text.lower(), _claims(posts)])
    folders = picture_folders(text)
    return Document(
        docname, path, None, posts, text=text, digest=digest, claims=claims, picture_folders=folders
    )


def _markdown(
    docname: str,
    path: Path,
    text: str,
    digest: str,
    settings: Settings,
    *,
    matched: bool,
    keep: Keep | None,
) -> Document:
    try:
        source = parse_source(text, path, settings.myst, keep)
    except TooDeepError:
        unreadable = Unreadable("its directives are nested too deeply", Place(1))
        return Document(docname, path, unreadable=unreadable, digest=digest)
    posts, title = posts_of(source, settings.dates, matched=matched), _title(source, settings)
    source = with_named_picture(source) if posts else source
    target_names = frozenset(target.name for target in source.targets)
    return Document(
        docname,
        path,
        posts=posts,
        has_directives=any(each.name == "post" for each in source.directives),
        digest=digest,
        face=fingerprint([source.anchors, {each.name for each in source.directives}]),
        claims=fingerprint([target_names, _claims(posts)]),
        is_draft=is_draft(source.front_matter.values().get("draft")),
        may_hide_a_post=source.front_matter.may_hide_a_post,
        target_names=target_names,
        html_ids=source.html_ids,
        title=title,
        headline=short_digest(title),
        linked_fragments=frozenset(_linked_fragments(source)),
        names=names_in(source.blocks, source.lines),
        signed_lines=signed_lines(source.lines),
        picture_folders=picture_folders(text, (each.target for each in source.images)),
        comments=tuple((each.place.line, each.text) for each in source.comments),
        packed_source=zlib.compress(pickle.dumps(source, pickle.HIGHEST_PROTOCOL), level=1),
    )


def _title(source: Source, settings: Settings) -> Heading | None:
    """The first heading; where MyST makes one of the front matter's `title`, that."""
    field = source.front_matter.get("title") if settings.myst.title_to_header else None
    if field is not None and field.readable and field.value:
        return Heading(str(field.value), 1, "", field.value_place)
    return next((each for each in source.headings if not each.enclosed), None)


def _linked_fragments(source: Source) -> Iterator[str]:
    """The fragments of links to other pages."""
    for link in source.links:
        page, _, fragment = link.target.partition("#")
        if page and fragment:
            yield fragment


def _claims(posts: tuple[Post, ...]) -> list[object]:
    return [[post.date, post.is_draft, post.labels, post.redirects] for post in posts]


@lru_cache(maxsize=LIKELY_ASKED_AGAIN)
def _unpacked(packed: bytes) -> Source:
    return cast("Source", pickle.loads(zlib.decompress(packed)))  # noqa: S301 - packed above


def _undecodable(data: bytes, error: UnicodeDecodeError) -> Unreadable:
    before = data[: error.start].decode("utf-8-sig", errors="replace")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    reason = f"it is not UTF-8: byte 0x{data[error.start]:02X} cannot be read"
    return Unreadable(reason, Place(line, column))
