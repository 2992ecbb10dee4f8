"""All documents of a blog as their authors wrote them, before anything is built."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from glob import glob
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx.config import eval_config_file
from sphinx.errors import ConfigError
from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import get_matching_files
from sphinx.util.tags import Tags

from blogkit.posts import Post, Status, build_moment, is_draft, posts_of, redirect_page, rst_posts
from blogkit.settings import Settings
from blogkit.sources import Place, Source, parse_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sphinx.application import Sphinx

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".myst"})


@dataclass(frozen=True)
class Unreadable:
    """Why a file cannot be read, and from which place on."""

    reason: str
    place: Place


@dataclass(frozen=True)
class Document:
    """A file that becomes a page. *source* is None for what is not Markdown or not readable.

    *text* is that of documents which are not Markdown, of which little else is known.
    """

    docname: str
    path: Path
    source: Source | None = None
    unreadable: Unreadable | None = None
    posts: tuple[Post, ...] = ()
    text: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether its front matter says `draft: true`; pages may say so too."""
        fields = self.source.front_matter.values() if self.source else {}
        return is_draft(fields.get("draft"))

    def is_published(self, now: datetime) -> bool:
        """Whether readers may see it: never what cannot be read in full."""
        if self.unreadable or self.is_draft:
            return False
        if self.source and self.source.front_matter.may_hide_a_post:
            return False
        statuses = {post.status(now) for post in self.posts}
        if not self.source:  # an undated one is told of when it is read, and then forgotten
            return not statuses or bool(statuses - {Status.DRAFT, Status.FUTURE})
        return not statuses or Status.PUBLISHED in statuses

    def is_unfinished(self, now: datetime) -> bool:
        """Whether its author keeps it back on purpose: a draft, or dated in the future."""
        if self.is_draft:
            return True
        statuses = {post.status(now) for post in self.posts}
        return bool(statuses) and statuses <= {Status.DRAFT, Status.FUTURE}


@dataclass(frozen=True, eq=False)
class Site:
    """The documents by name, the settings they are read with, and the moment that counts as now.

    *rivals* are files that would become a page which another document already is.
    """

    root: Path
    settings: Settings
    now: datetime
    documents: Mapping[str, Document]
    rivals: tuple[tuple[Document, Document], ...] = ()

    @cached_property
    def named_targets(self) -> frozenset[str]:
        """The names of explicit targets in all documents: MyST finds `#name` in any of them."""
        sources = (document.source for document in self.documents.values() if document.source)
        return frozenset(target.name for source in sources for target in source.targets)

    @cached_property
    def targets(self) -> frozenset[str]:
        """All names that MyST finds: the authors' own, Sphinx's, and ABlog's for each post."""
        posts = (post_label(each.docname) for each in self.documents.values() if each.posts)
        return self.named_targets.union(posts, ("genindex", "modindex", "search", "py-modindex"))

    def is_named_elsewhere(self, name: str) -> bool:
        """Whether a document that is not Markdown has this name in it: it may be a target there."""
        return name.lower() in self._other_text

    @cached_property
    def _other_text(self) -> str:
        return "\n".join(document.text for document in self.documents.values()).lower()

    @cached_property
    def redirects(self) -> Counter[str]:
        """How many published posts ask for each page by a `redirect`."""
        published = (each for each in self.documents.values() if each.is_published(self.now))
        posts = (post for document in published for post in document.posts)
        return Counter(redirect_page(each) for post in posts for each in post.redirects)

    def document_at(self, path: Path) -> Document | None:
        """The document which this file is."""
        return self._by_path.get(Path(os.path.normpath(path)))

    def names_in(self, folder: Path) -> frozenset[str]:
        """The names in a folder, read once; none if it is not there."""
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(path.name for path in folder.iterdir())
            except OSError:
                self._names[folder] = frozenset()
        return self._names[folder]

    @cached_property
    def _names(self) -> dict[Path, frozenset[str]]:
        return {}

    @cached_property
    def _by_path(self) -> dict[Path, Document]:
        return {document.path: document for document in self.documents.values()}


def post_label(docname: str) -> str:
    """ABlog's label of a post: its file's name, or its folder's (ablog/post.py:369)."""
    path = PurePath(docname)
    return path.parent.name if path.name == "index" and path.parent.name else path.name


def load_settings(conf: Path) -> Settings:
    """The settings in the file conf.py. Raises sphinx.errors.ConfigError if it cannot be run."""
    values = eval_config_file(conf, Tags())
    try:
        return Settings.from_values(values)
    except (TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"a setting in conf.py is of the wrong kind: {error}") from error


def read_site(root: Path, settings: Settings, now: datetime | None = None) -> Site:
    """Read every document below *root* that Sphinx would read."""
    found = sorted(_discover(root, settings))
    matched = _matched_posts(root, settings)
    documents: dict[str, Document] = {}
    rivals = []
    pages: dict[str, str] = {}
    for docname, path in found:
        document = _read_document(docname, path, settings, matched=docname in matched)
        first = documents.get(pages.setdefault(_page_of(docname, settings), docname))
        if first is None:
            documents[docname] = document
        else:
            rivals.append((first, document))
    return Site(root, settings, now or build_moment(), documents, tuple(rivals))


def read_files(paths: Iterable[Path]) -> Site:
    """Read Markdown files that belong to no blog. Their names are their paths."""
    settings = Settings()
    documents = {
        path.with_suffix("").as_posix(): _read_document(
            path.with_suffix("").as_posix(), path.absolute(), settings
        )
        for path in paths
    }
    return Site(Path.cwd(), settings, build_moment(), documents)


def site_of(app: Sphinx) -> Site:
    """The site as it is for the build that *app* runs, read once."""
    if app not in _sites:
        values = {name: app.config[name] for name in _config_names(app)}
        settings = replace(Settings.from_values(values), dirhtml=app.builder.name == "dirhtml")
        _sites[app] = read_site(Path(app.srcdir), settings)
    return _sites[app]


def _config_names(app: Sphinx) -> Iterable[str]:
    return (value.name for value in app.config)


_sites: WeakKeyDictionary[Sphinx, Site] = WeakKeyDictionary()


def _discover(root: Path, settings: Settings) -> Iterable[tuple[str, Path]]:
    """The name and file of each document, by Sphinx's rules (sphinx.project.Project.discover)."""
    exclude = [*settings.exclude_patterns, *EXCLUDE_PATHS]
    for name in get_matching_files(root, settings.include_patterns, exclude):
        suffix = next((each for each in settings.source_suffix if name.endswith(each)), None)
        if suffix:
            yield name.removesuffix(suffix), Path(os.path.normpath(root / name))


def _matched_posts(root: Path, settings: Settings) -> set[str]:
    """Documents that `blog_post_pattern` makes posts (ablog/__init__.py: config_inited)."""
    found = (
        Path(name)
        for pattern in settings.blog_post_pattern
        for name in glob(str(root / pattern), recursive=True)  # noqa: PTH207 - takes `**.md` too
    )
    return {
        path.relative_to(root).with_suffix("").as_posix()
        for path in found
        if path.is_relative_to(root)
    }


def _page_of(docname: str, settings: Settings) -> str:
    """The page that a document becomes: under dirhtml `x` and `x/index` are one."""
    if not settings.dirhtml:
        return docname
    return docname.removesuffix("/index") if docname != "index" else docname


def _read_document(
    docname: str, path: Path, settings: Settings, *, matched: bool = False
) -> Document:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return Document(docname, path, unreadable=Unreadable(reason, Place(1)))
    try:
        text = data.decode(settings.source_encoding)
    except UnicodeDecodeError as error:
        return Document(docname, path, unreadable=_undecodable(data, error))
    if path.suffix == ".rst":
        posts = rst_posts(text, date_format=settings.post_date_format)
        return Document(docname, path, posts=posts, text=text)
    if path.suffix not in MARKDOWN_SUFFIXES:
        return Document(docname, path, text=text)
    source = parse_source(text, path, settings.myst)
    posts = posts_of(source, matched=matched, date_format=settings.post_date_format)
    return Document(docname, path, source, posts=posts)


def _undecodable(data: bytes, error: UnicodeDecodeError) -> Unreadable:
    before = data[: error.start].decode("utf-8-sig", errors="replace")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    reason = f"it is not UTF-8: byte 0x{data[error.start]:02X} cannot be read"
    return Unreadable(reason, Place(line, column))
