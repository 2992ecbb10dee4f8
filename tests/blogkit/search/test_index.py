"""The law of the index: followed from edit to edit, it is the one that is made at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from blogkit.search import index as index_module
from blogkit.search.index import Index, numbered
from blogkit.search.kept import Found, content_of
from blogkit.search.page_text import PageText
from blogkit.search.shards import LARGEST, divide, encoded, piece_of
from tests.blogkit.search.reader import decoded

DAYS = st.sampled_from(["", "1969-01-01", "2026-05-01", "2026-05-02", "2026-05-03"])
WORDS = st.dictionaries(
    st.sampled_from(["ab", "bc", "cd", "de", "éf", "東京"]), st.integers(0, 26 * 8 - 1)
)
PAGES = st.dictionaries(st.sampled_from([f"p{each}" for each in range(8)]), st.tuples(DAYS, WORDS))


def _found(day: str, words: dict[str, int], digest: str = "") -> Found:
    text = PageText("", ("",), words)
    found = Found.of(text, address="", day=day, date=day, tags=())
    return replace(found, digest=digest or f"{day} {sorted(words.items())}")


def _follow(index: Index, before: dict[str, Found], now: dict[str, Found]) -> None:
    changed = {name: now[name] for name in now if now[name] != before.get(name)}
    while missing := index.follow(now, {name: content_of(each) for name, each in changed.items()}):
        assert missing.isdisjoint(changed)
        changed |= {name: now[name] for name in missing}


@given(st.lists(PAGES, max_size=6), st.integers(0, 8))
def test_followed_is_as_good_as_fresh(
    states: list[dict[str, tuple[str, dict[str, int]]]], few: int
) -> None:
    before = index_module.FEW
    kept: dict[str, Found] = {}
    index_module.FEW = few
    followed = Index()
    try:
        for state in states:
            now = {name: _found(*each) for name, each in state.items()}
            _follow(followed, kept, now)
            fresh = Index()
            _follow(fresh, {}, now)
            assert followed.postings == fresh.postings
            assert sorted(followed.pages.items()) == sorted(fresh.pages.items())
            kept = now
    finally:
        index_module.FEW = before


def test_what_an_edit_leaves_is_the_very_same() -> None:
    """By which it is known that it need not be written again."""
    before = {name: _found("2026-05-01", {"old": 1, "tram": 2}) for name in ("a", "b")}
    index = Index()
    _follow(index, {}, before)
    tram, old, known = index.postings["tram"], index.postings["old"], index.pages["b"]
    _follow(index, before, before | {"a": _found("2026-05-01", {"new": 1, "tram": 2})})
    assert index.postings["tram"] is tram
    assert index.pages["b"] is known
    assert index.postings["old"] != old


@given(st.dictionaries(st.text(max_size=5), DAYS))
def test_numbers_are_in_the_order_of_days(days: dict[str, str]) -> None:
    numbers = numbered(days)
    assert len(set(numbers.values())) == len(days)
    assert sorted(days, key=lambda name: (days[name], name)) == sorted(
        days, key=numbers.__getitem__
    )


def test_a_post_that_comes_leaves_the_numbers_of_others() -> None:
    first = date(2020, 1, 1)
    days = {f"p{each}": (first + timedelta(each)).isoformat() for each in range(50)}
    numbers = numbered(days)
    more = numbered({**days, "q": days["p7"], "r": days["p7"]})
    assert numbers.items() <= more.items()


@given(WORDS, st.integers(0, 90_000))
def test_postings_are_read_back(words: dict[str, int], number: int) -> None:
    index = Index()
    day = (date(1970, 1, 1) + timedelta(number)).isoformat()
    _follow(index, {}, {"a": _found("", words), "b": _found(day, words)})
    for word, code in words.items():
        first, second = decoded(encoded(index.postings[word]))
        assert (first.number, second.number) == (0, number * 4 if number else 1)
        assert {(each.part, each.weight) for each in (first, second)} == {divmod(code, 8)}


@given(st.dictionaries(st.text("abc東", min_size=1, max_size=6), st.integers(1, 2000)))
def test_each_word_is_in_the_piece_with_the_longest_name_that_begins_it(
    sizes: dict[str, int],
) -> None:
    postings = {word: b"0000" * size for word, size in sizes.items()}
    pieces = divide(postings)
    where = {word: name for name, words in pieces.items() for word in words}
    assert where.keys() == sizes.keys()
    assert sum(map(len, pieces.values())) == len(sizes)
    for word, name in where.items():
        assert name == max((each for each in pieces if word.startswith(each)), key=len)
    for name, words in pieces.items():
        if len(words) > 1 and len(name) < 5 and any(len(word) > len(name) for word in words):
            assert sum(sizes[word] * 3 for word in words) <= LARGEST


def test_words_of_one_stem_are_found_together() -> None:
    """A page counts by that word which counts most on it."""

    def stem(word: str) -> str:
        return word.rstrip("s")

    index = Index()
    words = [{"post": 3}, {"posts": 7 + 8, "post": 1}, {"posts": 0, "tram": 2}]
    _follow(index, {}, {f"p{each}": _found("", of) for each, of in enumerate(words)})
    assert piece_of(index.postings, stem) == {"-post-posts-": "0d1hB1a", "-tram-": "2c"}
    assert piece_of(index.postings, None) == {"-post-": "0d1b", "-posts-": "1hB1a", "-tram-": "2c"}


def test_no_address_of_a_piece_ends_early() -> None:
    """What follows a `#` is not asked of a server."""
    words = ["c#", "c++", *(f"c{each}" for each in range(9))]
    pieces = divide(dict.fromkeys(words, b"0000" * LARGEST))
    assert not [name for name in pieces if "#" in name]
    assert sorted(word for group in pieces.values() for word in group) == sorted(words)
