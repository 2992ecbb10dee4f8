"""Quotation marks become what docutils makes of them, whatever text it is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.utils import smartquotes
from hypothesis import example, given
from hypothesis import strategies as st

from blogkit.faster.quotes import with_less

if TYPE_CHECKING:
    from collections.abc import Iterator

stock = smartquotes.educate_tokens
less = with_less(stock)

texts = st.text(st.sampled_from(list("ab \\'\"`&-.;#92“„»…—0s([,")), max_size=8)
tokens = st.lists(st.tuples(st.sampled_from(["plain", "literal", "tag"]), texts), max_size=5)


@given(
    tokens,
    st.sampled_from(["qDe", "1", "2", "3", "qBiw", "-1"]),
    st.sampled_from(["en", "fr", "de", ""]),
)
@example([("plain", "ends in ("), ("plain", '"this" ')], "qDe", "en")
@example([("plain", "well-known "), ("literal", "x"), ("plain", "'80s")], "qDe", "en")
def test_the_same_is_made(tokens: list[tuple[str, str]], action: str, language: str) -> None:
    assert [*less(iter(tokens), action, language)] == [*stock(tokens, action, language)]


def test_what_has_no_signs_is_not_given_away() -> None:
    given: list[tuple[str, str]] = []

    def spy(tokens: list[tuple[str, str]], attr: str, language: str) -> Iterator[str]:
        given.extend(tokens)
        return iter([text for _, text in tokens])

    assert [*with_less(spy)([("plain", "none. Here, or there")], "qDe")] == ["none. Here, or there"]
    assert not given
    assert [*with_less(spy)([("plain", "some "), ("plain", '"here"')], "qDe")] == [
        "some ",
        '"here"',
    ]
    assert given == [("plain", " "), ("plain", '"here"')]
