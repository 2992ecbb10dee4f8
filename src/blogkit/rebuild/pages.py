"""What is known of each page since it was last written, kept beside Sphinx's environment."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, replace
from operator import is_not
from typing import TYPE_CHECKING, Any

from blogkit.rebuild.search import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from logging import LogRecord
    from pathlib import Path

    from blogkit.rebuild.search import Indexed
    from blogkit.traces import Question

FORMAT = 5


@dataclass(frozen=True)
class Page:
    """One page or other file as it was written, at *path* in the output.

    *questions* are what it asked, *shows* a digest of what it shows besides, *images* the pictures
    on it with their names in the output, *copies* the files that it needs besides, by their paths
    in the output, *drawn* the paths of files that were made while it was rendered, *links* what it
    told the sitemap, *body* a digest of its text for the feeds.
    """

    path: str
    questions: tuple[Question, ...]
    shows: str = ""
    images: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    drawn: frozenset[str] = frozenset()
    told: tuple[LogRecord, ...] = ()
    links: tuple[Any, ...] = ()
    body: str = ""
    indexed: Indexed | None = None


@dataclass
class Pages:
    """All that was written by the last build.

    *out* is the folder that it wrote into, as seen from the environment's: two may share that.
    *look* is a digest of settings, templates and static files. *documents* are the pages of
    documents, *listings* those that list posts, *made* feeds and the like; *answers* are what any
    of them was told. *others* are the paths of pages that are written in every build, by Sphinx
    itself or by other extensions; *files* are copies of pictures and the like, each with what it
    is a copy of. *makers* put files into `_static`; *late* are those that came when all
    pages were written. *terms* are the words of all pages of documents.
    """

    out: str = ""
    look: str = ""
    documents: dict[str, Page] = field(default_factory=dict)
    listings: dict[str, Page] = field(default_factory=dict)
    made: dict[str, Page] = field(default_factory=dict)
    answers: dict[Question, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)
    makers: str = ""
    late: set[str] = field(default_factory=set)
    terms: Terms = field(default_factory=Terms)

    def all_pages(self) -> list[Page]:
        """All that is traced, by name."""
        kinds = (self.documents, self.listings, self.made)
        return [page for kind in kinds for _, page in sorted(kind.items())]

    def paths(self) -> set[str]:
        """All that was written, by its path in the output."""
        pages = (page.path for page in self.all_pages())
        return {*pages, *self.drawn(), *self.others, *self.files}

    def drawn(self) -> set[str]:
        """The files that were made while pages were rendered."""
        return {path for page in self.all_pages() for path in page.drawn}

    def pictures(self) -> dict[str, str]:
        """The pictures that any page shows, with their names in the output."""
        return {uri: name for page in self.all_pages() for uri, name in page.images.items()}

    def copies(self) -> dict[str, str]:
        """The other files that pages need: what each path in the output is a copy of."""
        return {path: file for page in self.all_pages() for path, file in page.copies.items()}

    def forget_pages(self) -> None:
        """All pages have to be written anew."""
        self.documents, self.listings, self.made, self.answers = {}, {}, {}, {}
        self.terms = Terms()

    def settle(self, answer: Callable[[Question], str], grounds: Iterable[Question]) -> None:
        """Keep the answers to all that any page asked, and to *grounds*; each question once only."""
        known: dict[Question, Question] = {}
        for kind in (self.documents, self.listings, self.made):
            for name, page in kind.items():
                questions = tuple(known.setdefault(each, each) for each in page.questions)
                if any(map(is_not, questions, page.questions)):
                    kind[name] = replace(page, questions=questions)
        self.answers = {question: answer(question) for question in {*known, *grounds}}


def load_pages(file: Path, out: str) -> Pages:
    """The pages of the last build into the folder *out*; none if there was none, or what it left
    cannot be read."""
    try:
        with file.open("rb") as opened:
            version, pages = pickle.load(opened)  # noqa: S301 - our own, in _build
    except Exception:  # noqa: BLE001 - a damaged pickle fails in any way; all is written anew
        return Pages(out)
    is_known = version == FORMAT and isinstance(pages, Pages) and pages.out == out
    return pages if is_known else Pages(out)


def save_pages(file: Path, pages: Pages) -> None:
    temporary = file.with_suffix(".new")
    with temporary.open("wb") as opened:  # piece by piece: at once it would take the space twice
        pickle.dump((FORMAT, pages), opened, pickle.HIGHEST_PROTOCOL)
    temporary.replace(file)
