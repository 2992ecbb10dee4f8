"""What a page asked while it was written, so that it is written again only when an answer changes.

A page is text made from answers: which posts have this tag, what is this document called, who
comes next. Whoever gives such an answer notes the question here. The next build puts the same
questions again; a page whose answers are all the same need not be written.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sphinx.application import Sphinx

SHORT = 16  # letters of a digest
MANY = 200  # questions of a kind on one page, from which on they are put as one

# Its kind, which names who answers, and what it asks about: ("post", "posts/lisbon").
Question = tuple[str | int | None, ...]


class Traces:
    """The questions of the page being written, and those who can answer them."""

    def __init__(self) -> None:
        self.asked: set[Question] = set()
        self._answerers: dict[str, Callable[..., object]] = {}
        self._wholes: set[str] = set()
        self._of_documents: set[str] = set()
        self._grounds: dict[str, Question] = {}
        self._answers: dict[Question, str] = {}

    def answer_by(
        self,
        kind: str,
        answerer: Callable[..., object],
        *,
        everything: Callable[[], object] | None = None,
        rests_on: str = "",
        of_documents: bool = False,
    ) -> None:
        """Let *answerer* answer questions of this kind, called with the rest of the question.

        What it returns must have a `repr` that is the same in every process. A page that asks very
        many such questions is taken to have asked *everything* at once: pages that show all posts
        would otherwise remember as many answers each as there are posts.

        All answers of the kind follow from the answer to the question *rests_on*, if it is given:
        while that is the same, thousands of questions need not be put. Nor need those of a kind
        *of_documents*, whose first word is a docname, while nothing else is known of the document.
        """
        self._answerers[kind] = answerer
        if of_documents:
            self._of_documents.add(kind)
        if rests_on:
            self._grounds[kind] = (rests_on,)
        if everything:
            self._wholes.add(kind)
            self._answerers[f"all of {kind}"] = everything

    def note(self, *question: str | int | None) -> None:
        """Note that the page being written was told the answer to this question."""
        self.asked.add(question)

    def ask(self, *question: str | int | None) -> object:
        """The answer itself, noted as told; None if nobody answers such questions."""
        self.note(*question)
        return self.look_up(*question)

    def look_up(self, *question: str | int | None) -> object:
        """The answer itself, for what is no page and remembers what it was told."""
        answerer = self._answerers.get(str(question[0]))
        return answerer(*question[1:]) if answerer else None

    def answer(self, question: Question) -> str:
        """A digest of the answer, found once in a build; empty if nobody answers such questions."""
        if question not in self._answers:
            answerer = self._answerers.get(str(question[0]))
            self._answers[question] = digest(answerer(*question[1:])) if answerer else ""
        return self._answers[question]

    def questions(self) -> tuple[Question, ...]:
        """The questions asked since the last call, and begin anew."""
        asked, self.asked = self.asked, set()
        for kind, count in Counter(question[0] for question in asked).items():
            if count > MANY and kind in self._wholes:
                asked = {question for question in asked if question[0] != kind}
                asked.add((f"all of {kind}",))
        return tuple(asked)

    def answers(self) -> dict[Question, str]:
        """The questions asked since the last call, with their answers, and begin anew."""
        return {question: self.answer(question) for question in self.questions()}

    @property
    def grounds(self) -> set[Question]:
        """The questions on which others rest."""
        return set(self._grounds.values())

    def changed(self, answers: Mapping[Question, str], same: Collection[str] = ()) -> set[Question]:
        """Those of these questions that are not answered as they were.

        Of the documents *same* everything is known as it was.
        """
        self._take_over(answers, same)
        return {question for question, known in answers.items() if self.answer(question) != known}

    def _take_over(self, answers: Mapping[Question, str], same: Collection[str]) -> None:
        """Take the known answers for true whose grounds are the same."""
        firm: set[Question] = set()
        for ground in sorted(self.grounds, key=lambda each: each[0] in self._grounds):
            above = self._grounds.get(str(ground[0]))
            if ground in answers and (above in firm or answers[ground] == self.answer(ground)):
                firm.add(ground)
        kinds = {kind for kind, ground in self._grounds.items() if ground in firm}
        of_documents = self._of_documents
        self._answers |= {
            each: known
            for each, known in answers.items()
            if each[0] in kinds or (each[0] in of_documents and each[1] in same)
        }

    def ground_answers(self) -> dict[Question, str]:
        """The answers from which others follow."""
        return {ground: self.answer(ground) for ground in self.grounds}

    def has_ground(self, question: Question) -> bool:
        """Whether its answer follows from that to another."""
        return str(question[0]) in self._grounds

    def firm_kinds(self, answers: Mapping[Question, str]) -> set[str]:
        """The kinds of question that need not be put, since their ground is as in *answers*."""
        return {
            kind
            for kind, ground in self._grounds.items()
            if ground in answers and self.answer(ground) == answers[ground]
        }

    def are_same(self, answers: Mapping[Question, str], firm: Collection[str] = ()) -> bool:
        """Whether all these questions are answered as they were; those of *firm* kinds are."""
        return all(
            self.answer(question) == known
            for question, known in answers.items()
            if question[0] not in firm
        )

    def forget_answers(self, *kinds: str) -> None:
        """Documents were read: every answer may be another, or those of these kinds."""
        kept = self._answers if kinds else {}
        self._answers = {each: kept[each] for each in kept if each[0] not in kinds}


def digest(value: object) -> str:
    """A short digest of a value's `repr`, or that itself if it is shorter still."""
    written = repr(value)
    if len(written) < SHORT:
        return written
    return sha256(written.encode(errors="surrogatepass")).hexdigest()[:SHORT]


def traces_of(app: Sphinx) -> Traces:
    """The traces of the build that *app* runs."""
    return _traces.setdefault(app, Traces())


_traces: WeakKeyDictionary[Sphinx, Traces] = WeakKeyDictionary()
