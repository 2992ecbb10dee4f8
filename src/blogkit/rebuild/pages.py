"""What is known of each page since it was last written, kept beside Sphinx's environment."""

from __future__ import annotations

import pickle
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from blogkit.rebuild.search import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set
    from logging import LogRecord
    from pathlib import Path

    from blogkit.rebuild.search import Indexed
    from blogkit.traces import Question

FORMAT = 8
NO_FILES: Mapping[str, str] = {}
MORE = 1.2  # times as many questions as there were, and it is looked which are asked still


class Page(NamedTuple):
    """One page or other file as it was written, at *path* in the output.

    *questions* are what it asked, until they have numbers: *asked*, each of four bytes. *shows* is
    a digest of what it shows besides, *images* the pictures on it with their names in the output,
    *copies* the files that it needs besides, by their paths in the output, *drawn* the paths of
    files that were made while it was rendered, *links* what it told the sitemap, *body* a digest of
    its text for the feeds.
    """

    path: str
    questions: tuple[Question, ...] = ()
    asked: bytes = b""
    shows: str = ""
    images: Mapping[str, str] = NO_FILES
    copies: Mapping[str, str] = NO_FILES
    drawn: frozenset[str] = frozenset()
    told: tuple[LogRecord, ...] = ()
    links: tuple[Any, ...] = ()
    body: str = ""
    indexed: Indexed | None = None

    def asks_any(self, numbers: Set[int]) -> bool:
        """Whether it asked any of the questions with these numbers."""
        return bool(numbers) and not numbers.isdisjoint(memoryview(self.asked).cast("I"))


@dataclass
class Pages:
    """All that was written by the last build.

    *out* is the folder that it wrote into, as seen from the environment's: two may share that.
    *look* is a digest of settings, templates and static files. *documents* are the pages of
    documents, *listings* those that list posts, *made* feeds and the like; *answers* are what any
    of them was told, whose places are the numbers of the questions; *in_use* is how many were asked
    when that was last looked at. *states* are what shows that nothing new is known of a document.
    *others* are the paths of pages that are written in every build, by Sphinx itself or by other
    extensions; *files* are copies of pictures and the like, each with what it is a copy of.
    *makers* put files into `_static`; *late* are those that came when all pages were written.
    *inventory* is a digest of what stands in `objects.inv`. *terms* are the words of all pages of
    documents.
    """

    out: str = ""
    look: str = ""
    documents: dict[str, Page] = field(default_factory=dict)
    listings: dict[str, Page] = field(default_factory=dict)
    made: dict[str, Page] = field(default_factory=dict)
    answers: dict[Question, str] = field(default_factory=dict)
    in_use: int = 0
    states: dict[str, Any] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)
    makers: str = ""
    late: set[str] = field(default_factory=set)
    inventory: str = ""
    terms: Terms = field(default_factory=Terms)

    def all_pages(self, having: str = "path") -> list[Page]:
        """All that is traced and has such a thing, by name."""
        return [
            page
            for kind in (self.documents, self.listings, self.made)
            for _, page in sorted(each for each in kind.items() if getattr(each[1], having))
        ]

    def paths(self) -> set[str]:
        """All that was written, by its path in the output."""
        kinds = (self.documents, self.listings, self.made)
        pages = (page.path for kind in kinds for page in kind.values())
        return {*pages, *self.drawn(), *self.others, *self.files}

    def drawn(self) -> set[str]:
        """The files that were made while pages were rendered."""
        return {path for page in self.all_pages("drawn") for path in page.drawn}

    def pictures(self) -> dict[str, str]:
        """The pictures that any page shows, with their names in the output."""
        pages = self.all_pages("images")
        return {uri: name for page in pages for uri, name in page.images.items()}

    def copies(self) -> dict[str, str]:
        """The other files that pages need: what each path in the output is a copy of."""
        pages = self.all_pages("copies")
        return {path: file for page in pages for path, file in page.copies.items()}

    def forget_pages(self) -> None:
        """All pages have to be written anew."""
        self.documents, self.listings, self.made, self.answers, self.in_use = {}, {}, {}, {}, 0
        self.terms, self.inventory = Terms(), ""

    def numbers_of(self, questions: Set[Question]) -> frozenset[int]:
        """The numbers of these questions."""
        if not questions:
            return frozenset()
        return frozenset(at for at, each in enumerate(self.answers) if each in questions)

    def settle(self, answer: Callable[[Question], str], grounds: Iterable[Question]) -> None:
        """Keep the answers to all that any page asked, and to *grounds*; each question once only."""
        numbers = {each: at for at, each in enumerate(self.answers)}
        for kind in (self.documents, self.listings, self.made):
            for name, page in kind.items():
                if page.questions:
                    asked = [numbers.setdefault(each, len(numbers)) for each in page.questions]
                    kind[name] = page._replace(questions=(), asked=array("I", asked).tobytes())
        for each in grounds:
            numbers.setdefault(each, len(numbers))
        wanted = [*numbers]
        if len(wanted) > MORE * self.in_use:
            wanted = self._without_unused(wanted, {numbers[each] for each in grounds})
            self.in_use = len(wanted)
        self.answers = {question: answer(question) for question in wanted}

    def _without_unused(self, questions: list[Question], grounds: Set[int]) -> list[Question]:
        """The questions that any page asks still, which have other numbers now."""
        kinds = (self.documents, self.listings, self.made)
        used = set(grounds)
        for kind in kinds:
            for page in kind.values():
                used.update(memoryview(page.asked).cast("I"))
        kept = sorted(used)
        numbers = {before: now for now, before in enumerate(kept)}
        for kind in kinds:
            for name, page in kind.items():
                asked = [numbers[each] for each in memoryview(page.asked).cast("I")]
                kind[name] = page._replace(asked=array("I", asked).tobytes())
        return [questions[each] for each in kept]


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
