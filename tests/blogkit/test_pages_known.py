"""What is kept of pages: the numbers of their questions are right through any edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from blogkit.rebuild.pages import Page, Pages

QUESTIONS = st.frozensets(st.integers(0, 40), max_size=8)
BUILDS = st.lists(st.dictionaries(st.sampled_from("abcdef"), QUESTIONS | st.none()), max_size=8)


@given(BUILDS, st.integers(0, 40))
def test_a_page_is_known_by_what_it_asked(
    builds: list[dict[str, frozenset[int] | None]], ground: int
) -> None:
    pages, wanted = Pages(), dict[str, frozenset[int]]()
    for build in builds:
        for name, questions in build.items():
            if questions is None:
                wanted.pop(name, None)
                pages.documents.pop(name, None)
            else:
                wanted[name] = questions
                asked = tuple(("is", each) for each in questions)
                pages.documents[name] = Page(f"{name}.html", asked)
        pages.settle(lambda question: f"answer {question[1]}", [("is", ground)])
        for number in range(41):
            numbers = pages.numbers_of({("is", number)})
            asking = {name for name, page in pages.documents.items() if page.asks_any(numbers)}
            assert asking == {name for name, each in wanted.items() if number in each}
        every = frozenset().union(*wanted.values())
        assert {("is", each) for each in every | {ground}} <= pages.answers.keys()
        assert all(pages.answers["is", each] == f"answer {each}" for each in every)


def test_questions_that_nobody_asks_any_more_go_in_time() -> None:
    pages = Pages()
    for number in range(100):
        pages.documents["a"] = Page("a.html", (("is", number),))
        pages.settle(str, [])
    assert len(pages.answers) < 4
