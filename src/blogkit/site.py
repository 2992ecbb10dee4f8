"""All documents of a blog as their authors wrote them, before anything is built."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.config import eval_config_file
from sphinx.errors import ConfigError
from sphinx.util.tags import Tags

from blogkit.documents import Document, Unreadable, read_document
from blogkit.folders import Folders
from blogkit.memory import Memory, likeness
from blogkit.parsed import Parsed, parsed_in
from blogkit.posts import build_moment, redirect_page
from blogkit.reading import read_documents
from blogkit.settings import Settings
from blogkit.traces import Traces
from blogkit.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from sphinx.application import Sphinx

__all__ = ["Document", "Site", "Unreadable", "read_files", "read_site", "site_of"]


@dataclass(frozen=True, eq=False)
class Site:
    """The documents by name, the settings they are read with, and the moment that counts as now.

    *now* is in the blog's zone, without naming it. *rivals* are files that would become a page
    which another document already is. What is found out about the site may be kept in *memory*,
    and may take *jobs* processes. *parsed* is what the parser made of files read just now.
    """

    root: Path
    settings: Settings
    now: datetime
    documents: Mapping[str, Document]
    rivals: tuple[tuple[Document, Document], ...] = ()
    memory: Memory | None = None
    jobs: int = 1
    parsed: Parsed | None = None

    @cached_property
    def named_targets(self) -> frozenset[str]:
        """The names of explicit targets in all documents: MyST finds `#name` in any of them."""
        return frozenset().union(*(each.target_names for each in self.documents.values()))

    @cached_property
    def targets(self) -> frozenset[str]:
        """All names that MyST finds: the authors' own, Sphinx's, and ABlog's for each post."""
        posts = (post_label(each.docname) for each in self.documents.values() if each.posts)
        return self.named_targets.union(posts, ("genindex", "modindex", "search", "py-modindex"))

    def has_target(self, name: str) -> bool:
        """Whether MyST finds this name."""
        self.lookups.note("target", name)
        return name in self.targets

    def is_named_elsewhere(self, name: str) -> bool:
        """Whether a document that is not Markdown has this name in it: it may be a target there."""
        self.lookups.note("elsewhere", name)
        return self.has_in_other_text(name)

    def has_in_other_text(self, name: str) -> bool:
        """The same, for who answers questions and notes none."""
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

    def count_redirects(self, page: str) -> int:
        """How many published posts ask for this page by a `redirect`."""
        self.lookups.note("redirects", page)
        return self.redirects[page]

    def document(self, docname: str) -> Document | None:
        """The document of this name."""
        self.lookups.note("document", docname)
        return self.documents.get(docname)

    def document_at(self, path: Path) -> Document | None:
        """The document which this file is."""
        file = os.path.normpath(path)
        self.lookups.note("document at", file)
        return self.world.by_path.get(file)

    def look_at_all(self) -> None:
        """Say that what is found out depends on all that one document may see of the others."""
        self.lookups.note("whole")

    @cached_property
    def world(self) -> World:
        """What a document may see of all others, except what other `lookups` are for."""
        return World(self.documents, self.rivals, self.now)

    @cached_property
    def lookups(self) -> Traces:
        """What was looked up outside a document: files, that to which links can lead, and other
        documents. A finding holds only if each use of these was noted, of what is cached too."""
        lookups = Traces()
        lookups.answer_by("world", lambda: self.world.digest)
        lookups.answer_by("whole", lambda: self.world.digest, rests_on="world")
        lookups.answer_by("document", self.world.share, rests_on="world")
        lookups.answer_by("document at", self.world.share_at, rests_on="world")
        lookups.answer_by("target", lambda name: name in self.targets, rests_on="world")
        lookups.answer_by("elsewhere", self.has_in_other_text, rests_on="world")
        lookups.answer_by("redirects", lambda page: self.redirects[page], rests_on="world")
        lookups.answer_by("file", self._likeness)
        lookups.answer_by("exactly", lambda path: self._is_listed(path) and self._likeness(path))
        lookups.answer_by("names", lambda folder: sorted(self._folders.names_in(folder)))
        lookups.answer_by("face", self._face)
        return lookups

    def is_file(self, path: Path) -> bool:
        """Whether there is such a file."""
        self.lookups.note("file", str(path))
        return self._likeness(str(path)) is not None

    def has_exactly(self, path: Path) -> bool:
        """Whether there is a file of just this name; some file systems take `a` for `A`."""
        self.lookups.note("exactly", str(path))
        return self._is_listed(str(path)) and self._likeness(str(path)) is not None

    def names_in(self, folder: Path) -> frozenset[str]:
        """The names in a folder, read once; none if it is not there."""
        self.lookups.note("names", str(folder))
        return self._folders.names_in(str(folder))

    def listed(self, folder: str) -> frozenset[str]:
        """The same, for who answers questions and notes none."""
        return self._folders.names_in(folder)

    def look_at(self, document: Document) -> None:
        """Say that what is found out depends on where links to this document can lead."""
        self.lookups.note("face", document.docname)

    def answer_by(
        self, kind: str, answerer: Callable[..., object], ground: Callable[[], object] | None = None
    ) -> None:
        """Let *answerer* find what `ask` is asked for; its answer must have a stable `repr`.

        So must what *ground* returns: as long as it is the same, all answers are.
        """
        self._answerers[kind] = cache(answerer)
        rests_on = f"all of {kind}" if ground else ""
        if ground:
            self.lookups.answer_by(rests_on, ground)
        self.lookups.answer_by(kind, self._answerers[kind], rests_on=rests_on)

    def ask(self, kind: str, *about: str) -> Any:
        """What is known about the whole blog, noted as something that a finding depends on."""
        self.lookups.note(kind, *about)
        return self._answerers[kind](*about)

    @cached_property
    def _answerers(self) -> dict[str, Callable[..., object]]:
        return {}

    def _is_listed(self, path: str) -> bool:
        folder, name = os.path.split(path)
        return name in self._folders.names_in(folder)

    def _likeness(self, path: str) -> object:
        if path not in self._seen:
            self._seen[path] = likeness(path)
        return self._seen[path]

    def _face(self, docname: str) -> str:
        document = self.documents.get(docname)
        return document.face if document else ""

    @cached_property
    def _folders(self) -> Folders:
        return Folders(str(self.root))

    @cached_property
    def _seen(self) -> dict[str, object]:
        return {}


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


def read_site(
    root: Path,
    settings: Settings,
    now: datetime | None = None,
    *,
    memory: Memory | None = None,
    jobs: int = 1,
    parsed: Parsed | None = None,
) -> Site:
    """Read every document below *root* that Sphinx would read.

    What *memory* holds of an earlier time is not read again; the rest is, by *jobs* processes, and
    *parsed* is told of it.
    """
    now = now or build_moment(settings.zone)
    documents: dict[str, Document] = {}
    rivals = []
    pages: dict[str, str] = {}
    keep = parsed.keep if parsed else None
    for document in read_documents(root, settings, now, memory, jobs, keep):
        docname = document.docname
        first = documents.get(pages.setdefault(_page_of(docname, settings), docname))
        if first is None:
            documents[docname] = document
        else:
            rivals.append((first, document))
    return Site(root, settings, now, documents, tuple(rivals), memory, jobs, parsed)


def read_files(paths: Iterable[Path]) -> Site:
    """Read Markdown files that belong to no blog. Their names are their paths."""
    settings = Settings()
    documents = {
        name: read_document(name, path.absolute(), settings, matched=False)
        for path in paths
        for name in [path.with_suffix("").as_posix()]
    }
    return Site(Path.cwd(), settings, build_moment(), documents)


def site_of(app: Sphinx) -> Site:
    """The site as it is for the build that *app* runs, read once."""
    if app not in _sites:
        values = {name: app.config[name] for name in _config_names(app)}
        values["extensions"] = app.config.extensions  # no value like the others
        settings = replace(Settings.from_values(values), dirhtml=app.builder.name == "dirhtml")
        doctrees = Path(app.doctreedir)
        memory = Memory(doctrees, is_public=doctrees.is_relative_to(app.outdir))
        root, parsed = Path(app.srcdir), parsed_in(doctrees, settings.myst)
        _sites[app] = read_site(root, settings, memory=memory, jobs=app.parallel, parsed=parsed)
    return _sites[app]


def parsed_of(app: Sphinx) -> Parsed | None:
    """What the parser made of files while the site of this build was read, if it was."""
    site = _sites.get(app)
    return site.parsed if site else None


def read_again(app: Sphinx, docname: str) -> None:
    """Let the site of this build know one document as its file is now, and all others as before."""
    site = site_of(app)
    known = site.documents.get(docname)
    if known is None:
        return
    document = read_document(docname, known.path, site.settings, matched=bool(known.posts))
    _sites[app] = replace(site, documents={**site.documents, docname: document})


def _config_names(app: Sphinx) -> Iterator[str]:
    return (value.name for value in app.config)


_sites: WeakKeyDictionary[Sphinx, Site] = WeakKeyDictionary()


def _page_of(docname: str, settings: Settings) -> str:
    """The page that a document becomes: under dirhtml `x` and `x/index` are one."""
    if not settings.dirhtml:
        return docname
    return docname.removesuffix("/index") if docname != "index" else docname
