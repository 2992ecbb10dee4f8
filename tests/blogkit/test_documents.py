"""When readers may see a document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from blogkit.documents import Document
from blogkit.posts import Post, Status
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS = [datetime(2026, 5, day) for day in (1, 2, 3)]  # noqa: DTZ001 - moments that name no zone


def document(
    posts: Sequence[tuple[datetime | None, bool]], *, is_markdown: bool, **marks: Any
) -> Document:
    place = Place(1)
    return Document(
        "post",
        Path("post.md"),
        posts=tuple(Post(date, "", is_draft, {}, (), place, place) for date, is_draft in posts),
        packed_source=b"packed" if is_markdown else b"",
        **marks,
    )


@given(
    st.lists(st.tuples(st.sampled_from([None, *DAYS]), st.booleans()), max_size=3),
    st.booleans(),
    st.sampled_from(DAYS),
)
def test_it_is_published_as_soon_as_one_of_its_posts_is(
    posts: list[tuple[datetime | None, bool]], is_markdown: bool, now: datetime
) -> None:
    this = document(posts, is_markdown=is_markdown)
    statuses = {post.status(now) for post in this.posts}
    wanted = {Status.PUBLISHED} if is_markdown else {Status.PUBLISHED, Status.UNDATED}
    assert this.is_published(now) == (not posts or bool(statuses & wanted))


def test_a_draft_never_is_nor_what_may_hide_a_post() -> None:
    published = [(DAYS[0], False)]
    assert document(published, is_markdown=True).is_published(DAYS[1])
    for mark in ("is_draft", "may_hide_a_post"):
        assert not document(published, is_markdown=True, **{mark: True}).is_published(DAYS[1])
