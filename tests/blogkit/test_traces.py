"""What a page asked while it was written, and whether it would be told the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from blogkit.traces import MANY, Traces

if TYPE_CHECKING:
    from blogkit.traces import Question


def titled(titles: dict[str, str]) -> Traces:
    traces = Traces()
    traces.answer_by("title", titles.get, everything=lambda: sorted(titles.items()))
    return traces


def test_a_page_is_the_same_while_the_answers_it_got_are() -> None:
    titles = {"a": "A", "b": "B"}
    traces = titled(titles)
    traces.note("title", "a")
    answers = traces.answers()
    titles["b"] = "Bee"
    assert titled(titles).are_same(answers)
    titles["a"] = "Ay"
    assert not titled(titles).are_same(answers)


def test_what_was_gone_and_comes_back_is_another_answer() -> None:
    traces = titled({})
    traces.note("title", "a")
    answers = traces.answers()
    assert titled({}).are_same(answers)
    assert not titled({"a": "A"}).are_same(answers)


def test_each_page_has_its_own_questions() -> None:
    traces = titled({"a": "A", "b": "B"})
    traces.note("title", "a")
    assert set(traces.answers()) == {("title", "a")}
    traces.note("title", "b")
    assert set(traces.answers()) == {("title", "b")}


def test_answers_are_found_once_until_documents_are_read() -> None:
    titles = {"a": "A"}
    traces = titled(titles)
    first = traces.answer(("title", "a"))
    titles["a"] = "Ay"
    assert traces.answer(("title", "a")) == first
    traces.forget_answers()
    assert traces.answer(("title", "a")) != first


def test_a_question_that_nobody_answers_any_more_changes_nothing() -> None:
    traces = Traces()
    traces.note("weather", "Lisbon")
    assert Traces().are_same(traces.answers())


def told_from(titles: dict[str, str], ground: str, put: list[str]) -> Traces:
    """Traces that note in *put* which titles they were asked for."""

    def title(name: str) -> str | None:
        put.append(name)
        return titles.get(name)

    traces = Traces()
    traces.answer_by("ground", lambda: ground)
    traces.answer_by("title", title, rests_on="ground")
    return traces


def test_while_its_ground_is_the_same_a_question_is_not_put() -> None:
    first = told_from({"a": "A"}, "firm", [])
    question = ("title", "a")
    answers = {each: first.answer(each) for each in (question, *first.grounds)}
    for ground, titles, asked, changed in (
        ("firm", {"a": "A"}, [], set()),
        ("moved", {"a": "A"}, ["a"], set()),
        ("moved", {"a": "Ay"}, ["a"], {question}),
    ):
        put: list[str] = []
        now = told_from(titles, ground, put)
        assert now.changed(answers) - now.grounds == changed
        assert put == asked
        assert now.answer(question) == told_from(titles, ground, []).answer(question)


def test_without_a_known_ground_every_question_is_put() -> None:
    put: list[str] = []
    now = told_from({"a": "Ay"}, "firm", put)
    assert now.changed({("title", "a"): told_from({"a": "A"}, "", []).answer(("title", "a"))})
    assert put == ["a"]


@given(count=st.integers(0, 3 * MANY), changed=st.integers(0, 3 * MANY - 1))
def test_many_questions_are_put_as_one_and_miss_no_change(count: int, changed: int) -> None:
    titles = {f"post-{number}": "as it was" for number in range(3 * MANY)}
    traces = titled(titles)
    for number in range(count):
        traces.note("title", f"post-{number}")
    answers = traces.answers()
    assert len(answers) <= MANY
    titles[f"post-{changed}"] = "changed"
    if changed < count:
        assert not titled(titles).are_same(answers)


def test_what_follows_from_a_document_is_not_asked_while_that_is_the_same() -> None:
    put: list[str] = []

    def answer(docname: str) -> str:
        put.append(docname)
        return docname.upper()

    traces = Traces()
    traces.answer_by("face", answer, of_documents=True)
    traces.note("face", "a")
    traces.note("face", "b")
    answers = traces.answers()
    put.clear()
    later = Traces()
    later.answer_by("face", lambda docname: answer(docname) + "!", of_documents=True)
    assert later.changed(answers, {"a"}) == {("face", "b")}
    assert put == ["b"]
    assert later.answer(("face", "a")) == answers["face", "a"]


def test_answers_are_not_asked_for_whose_ground_is_the_same() -> None:
    put: list[str] = []
    titles = {"a": "A", "b": "B"}

    def title(name: str) -> str | None:
        put.append(name)
        return titles.get(name)

    def traces() -> Traces:
        made = Traces()
        made.answer_by("all", lambda: sorted(titles.items()))
        made.answer_by("title", title, rests_on="all")
        return made

    first = traces()
    first.note("title", "a")
    answers, grounds = first.answers(), first.ground_answers()
    assert {*answers, *grounds} == {("title", "a"), ("all",)}
    put.clear()

    def are_same() -> bool:
        later = traces()
        return later.are_same(answers, later.firm_kinds(grounds))

    assert are_same()
    assert not put
    titles["b"] = "Bee"
    assert are_same()
    assert put == ["a"]
    titles["a"] = "Ay"
    assert not are_same()


def test_a_ground_may_rest_on_another() -> None:
    put: list[str] = []
    facts = {"titles": "A", "order": "ab"}

    def fact(kind: str) -> str:
        put.append(kind)
        return facts[kind]

    def traces() -> Traces:
        made = Traces()
        made.answer_by("order", lambda: fact("order"), rests_on="titles")
        made.answer_by("titles", lambda: fact("titles"))
        made.answer_by("next", lambda name: fact("order") + name, rests_on="order")
        return made

    first = traces()
    questions: list[Question] = [("titles",), ("order",), ("next", "a")]
    answers = {each: first.answer(each) for each in questions}
    put.clear()
    assert traces().changed(answers) == set()
    assert put == ["titles"]
    facts["titles"] = "B"
    put.clear()
    assert traces().changed(answers) == {("titles",)}
    assert put == ["titles", "order"]
    facts["order"] = "ba"
    assert traces().changed(answers) == {("titles",), ("order",), ("next", "a")}
