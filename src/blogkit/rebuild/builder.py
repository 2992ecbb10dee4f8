"""Sphinx's HTML builders, reading and writing in parallel, and only what an edit has changed.

A page is written when its document was read, when an answer it got is another now (see
`blogkit.traces`), or when settings, templates or static files changed. Everything that a worker
learns of a page comes back with it, so that one worker and many make the same site.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.builders.dirhtml import DirectoryHTMLBuilder as SphinxDirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder as SphinxStandaloneHTMLBuilder

from blogkit.bodies import keep_body
from blogkit.building.files import numbers_below
from blogkit.rebuild import copies, search, sitemap
from blogkit.rebuild.handing_on import HandsFilesOn
from blogkit.rebuild.look import look_of
from blogkit.rebuild.made import MakesWhatHasNoSource
from blogkit.rebuild.own_files import KeepsTimes
from blogkit.rebuild.pages import Page, load_pages, save_pages
from blogkit.rebuild.reading import ReadsInParallel
from blogkit.rebuild.readings import states_of_documents
from blogkit.rebuild.told import overheard, tell_again
from blogkit.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from logging import LogRecord

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Item = TypeVar("Item")
Result = TypeVar("Result")


class OnlyWhatChanged(
    ReadsInParallel, MakesWhatHasNoSource, HandsFilesOn, KeepsTimes, SphinxStandaloneHTMLBuilder
):
    """What both builders have in common."""

    collects_listings = collects_files = keeps_bodies = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.traces = traces_of(app)
        self.copies: dict[str, str] = {}  # files that the page needs, by their paths in the output
        self.drawn: set[str] = set()  # paths of files that were made while the page was rendered
        self.pages_file = Path(self.doctreedir, f"pages-{self.name}.pickle")
        self.known = load_pages(self.pages_file, os.path.relpath(self.outdir, self.doctreedir))
        self.before = self.known.paths()
        self._written: set[str] = set()
        self._gone: set[str] = set()
        self._has_written = False
        self._body = ""

    def write(  # type: ignore[misc]
        self, build_docnames: Any, updated_docnames: Iterable[str], method: Any = "update"
    ) -> None:
        """Write what was read, and whatever else would look different now."""
        # In a numbered toctree Sphinx takes a listing for a document that has another number now.
        updated = set(updated_docnames) & self.env.found_docs
        if not updated:
            self.env.check_consistency()  # Sphinx tells of it only when something was read
        self._jobs = self._app.parallel if self.parallel_ok else 1
        self.traces.forget_answers()
        self._look_again()
        if method == "all":
            self.known.forget_pages()
        asked_for = build_docnames if method == "specific" else ()
        self._listings = self._collected("blogkit-collect-listings")
        documents = self.env.found_docs - self._held()
        self._gone = self.known.documents.keys() - documents
        for gone in self._gone:
            del self.known.documents[gone]
        self._follow_answers()
        stale = {name for name in documents if self._is_stale(name)}
        super().write(stale | updated | set(asked_for), (), "specific")

    def _held(self) -> set[str]:
        """Documents that hold the place of a listing: under dirhtml `blog/index` that of `blog`."""
        places = {self.get_output_path(name) for name in self._listings}
        return {
            name
            for name in self.env.found_docs
            if name in self._listings
            or (name.endswith("/index") and self.get_output_path(name) in places)
        }

    def _look_again(self) -> None:
        look = look_of(self._app)
        self.static_is_current = look == self.known.look and self._static_dir.is_dir()
        if not self.static_is_current:
            self.remove_files_that_are_gone()
            self.known.forget_pages()
            self.known.look = look

    def _follow_answers(self) -> None:
        """Find out which questions are answered otherwise than for the pages that are known."""
        states = states_of_documents(self.env)
        same = {name for name, known in self.known.states.items() if states.get(name) == known}
        self.known.states, self._there = states, numbers_below(self.outdir).keys()
        changed = self.traces.changed(self.known.answers, same)
        self._changed = self.known.numbers_of(changed)

    def _is_stale(self, docname: str) -> bool:
        known = self.known.documents.get(docname)
        return known is None or not self._is_same(known)

    def write_documents(self, docnames: Set[str]) -> None:
        self._has_written = True
        names = sorted(docnames - self._held())
        pages = self._in_parallel(self._write_document, names)
        for name, page in zip(names, pages, strict=True):
            before = self.known.documents.get(name)
            self.known.terms.follow(name, before.indexed if before else None, page.indexed)
            self.known.documents[name] = page

    def _write_document(self, docname: str) -> Page:
        self._begin()
        with overheard() as told:
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.env._pickled_doctree_cache.pop(docname, None)  # noqa: SLF001 - it only grows
            self.traces.note("read", docname)
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)
        indexed = search.taken_out(self.indexer, docname) if self.indexer else None
        return self._page(self.get_output_path(docname), told)._replace(indexed=indexed)

    def _begin(self) -> None:
        """What is noted from here on is the next page's."""
        self.images, self.copies, self.drawn, self._body = {}, {}, set(), ""
        self.traces.questions()

    def _page(self, path: Path, told: list[LogRecord]) -> Page:
        """What there is to know of a page that was just written."""
        return Page(
            path.relative_to(self.outdir).as_posix(),
            self.traces.questions(),
            images=self.images,
            copies=self.copies,
            drawn=frozenset(self.drawn),
            told=tuple(told),
            links=sitemap.taken(self._app),
            body=self._body,
        )

    def post_process_images(self, doctree: nodes.Node) -> None:
        super().post_process_images(doctree)
        for uri in self.images:
            self.traces.note("image", uri)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        if docname in self.env.found_docs:  # the address of a page without a source says all of it
            self.traces.note("document", docname)
        return super().get_target_uri(docname, typ)

    def handle_page(self, pagename: str, addctx: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Write a page, leaving its time as it is if it is the same page as before."""
        path = Path(kwargs.get("outfilename") or self.get_output_path(pagename))
        if not kwargs.get("outfilename"):
            self._written.add(pagename)
        if kwargs.get("event_arg") is not None:
            self._body = keep_body(self._app, pagename, addctx.get("body", ""))
        with copies.time_kept_if_same(path):
            super().handle_page(pagename, addctx, *args, **kwargs)

    def load_indexer(self, docnames: Set[str]) -> None:
        search.empty(self.indexer)

    def dump_search_index(self) -> None:
        path = Path(self.outdir, self.searchindex_filename)
        if self.indexer is None or (path.is_file() and not self._has_written and not self._gone):
            return
        pages = self.known.documents.items()
        indexed = {name: page.indexed for name, page in pages if page.indexed}
        search.fill(self.indexer, indexed, self.known.terms)
        with copies.time_kept_if_same(path):
            super().dump_search_index()

    def finish(self) -> None:
        super().finish()
        for page in self.known.all_pages("told"):
            tell_again(page.told)
        others = self._written - self.known.documents.keys() - self.known.listings.keys()
        out = Path(self.outdir)
        self.known.others = {
            self.get_output_path(name).relative_to(out).as_posix() for name in others
        }
        copies.remove((out / path for path in self.before - self.known.paths()), out)

    def body_digest(self, docname: str) -> str:
        """The answer to whether the body of a page has changed; empty if there is none."""
        page = self.known.documents.get(docname)
        return page.body if page else ""

    def all_links(self) -> list[Any]:
        """What all pages told the sitemap."""
        return [link for page in self.known.all_pages("links") for link in page.links]

    def save(self) -> None:
        """Remember this build for the next one."""
        self.known.settle(self.traces.answer, self.traces.grounds)
        save_pages(self.pages_file, self.known)


class StandaloneHTMLBuilder(OnlyWhatChanged):
    """The builder `html`. Its name is Sphinx's: extensions know builders by it."""


class DirectoryHTMLBuilder(OnlyWhatChanged, SphinxDirectoryHTMLBuilder):
    """The builder `dirhtml`."""
