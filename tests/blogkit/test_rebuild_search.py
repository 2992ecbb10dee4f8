"""The words of all pages, followed from page to page, are those that a fresh look would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from blogkit.rebuild.search import Indexed, Terms

WORDS = st.sets(st.sampled_from(["ask", "bee", "café", "dot", "a b"]))
PAGES = st.dictionaries(st.sampled_from(["a", "b", "c/d"]), st.none() | WORDS)


def _indexed(words: set[str] | None) -> Indexed | None:
    if words is None:
        return None
    return Indexed("", "", "\n".join(sorted(words)), "\n".join(sorted(words)[:1]), [], [])


@given(st.lists(PAGES, min_size=1, max_size=6))
def test_followed_is_as_good_as_fresh(edits: list[dict[str, set[str] | None]]) -> None:
    known: dict[str, Indexed | None] = {}
    followed = Terms()
    for edit in edits:
        for name, words in edit.items():
            followed.follow(name, known.get(name), _indexed(words))
            known[name] = _indexed(words)
        pages = {name: page for name, page in sorted(known.items()) if page}
        followed.settle(pages)
        fresh = Terms()
        fresh.settle(pages)
        assert followed == fresh
