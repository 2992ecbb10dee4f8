"""Reading documents, in this process or in several."""

from __future__ import annotations

import gc
import multiprocessing
import pickle
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder

from blogkit.forks import run_forked
from blogkit.parallel import rounds_of, taken
from blogkit.rebuild.definitions import alone
from blogkit.rebuild.outdated import left_to_readings
from blogkit.rebuild.readings import before_reading, note_reading
from blogkit.rebuild.told import overheard

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS_AT_ONCE = 4  # what a worker takes in one go
FEW = 5  # documents or pages; starting a worker takes longer than working on these


class ReadsInParallel(Builder):
    """The part of a builder that reads."""

    def read(self) -> list[str]:  # type: ignore[misc]
        with left_to_readings(self.env):
            return super().read()

    def get_outdated_docs(self) -> Iterator[str]:
        """None: whether a page is outdated shows when all documents have been read."""
        return iter(())

    def _read_serial(self, docnames: list[str]) -> None:
        self._purge(docnames)
        for docname in docnames:
            read_one(self, docname)

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        self._purge(docnames)
        if len(docnames) <= FEW:
            for docname in docnames:
                read_one(self, docname)
        else:
            read_in_parallel(self, docnames, nproc)

    def _purge(self, docnames: list[str]) -> None:
        """All at once, before any is read: nothing may depend on which is read first."""
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)


def read_one(builder: Builder, docname: str) -> None:
    """Read one document, and keep with it what was told of it.

    Its doctree goes to the disk only: Sphinx would hold those of all documents in memory.
    """
    source = before_reading(builder.env, docname)
    with overheard() as told, alone(builder.env):
        builder.read_doc(docname, _cache=False)
    note_reading(builder.env, docname, source, told)


def read_in_parallel(builder: Builder, docnames: list[str], jobs: int) -> None:
    """Read documents in *jobs* processes at once, each of which hands over its environment when
    it has read as many as `blogkit.parallel` gives to one; that in the middle is read here first.

    Sphinx does so after every ten documents (builders/__init__.py: `_read_parallel`), each time
    with all that was read before: the work grows with the square of the documents.
    """
    app: Any = builder._app  # noqa: SLF001 - the public name of it is deprecated
    others = [*docnames]
    read_one(builder, others.pop(len(others) // 2))
    size = DOCUMENTS_AT_ONCE
    chunks = [others[begin : begin + size] for begin in range(0, len(others), size)]
    counter = multiprocessing.get_context("fork").Value("i", 0)
    times = jobs * rounds_of(len(docnames), jobs)
    share = -(-len(chunks) // times)

    def read() -> tuple[list[str], bytes]:
        builder.env._app = app  # noqa: SLF001 - as Sphinx's own worker does
        gc.disable()
        done: list[str] = []
        for chunk in taken(chunks, counter, share):
            for docname in chunk:
                read_one(builder, docname)
            done += chunk
        return done, pickle.dumps(builder.env, pickle.HIGHEST_PROTOCOL)

    def merge(result: tuple[list[str], bytes]) -> None:
        done, environment = result
        read = pickle.loads(environment)  # noqa: S301 - pickled above
        builder.env.merge_info_from(done, read, app)

    run_forked(read, times, jobs, merge)
