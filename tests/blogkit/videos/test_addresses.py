"""Addresses of videos, as authors find them: in the bar of a browser, and in code to be copied."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.videos.addresses import video_at

NAME = "a-b_cdefghi"
EMBED = f"https://www.youtube-nocookie.com/embed/{NAME}"
WATCH = f"https://www.youtube.com/watch?v={NAME}"


@pytest.mark.parametrize(
    ("address", "player", "page"),
    [
        (f"https://www.youtube.com/embed/{NAME}", f"{EMBED}?autoplay=1", WATCH),
        (f"https://www.youtube-nocookie.com/embed/{NAME}", f"{EMBED}?autoplay=1", WATCH),
        (f"//www.youtube.com/embed/{NAME}/", f"{EMBED}?autoplay=1", WATCH),
        (f"http://youtube.com/v/{NAME}", f"{EMBED}?autoplay=1", WATCH),
        (
            f"https://youtu.be/{NAME}?si=xyz&t=1m30s",
            f"{EMBED}?start=90&autoplay=1",
            f"{WATCH}&t=90",
        ),
        (
            f"https://m.youtube.com/watch?v={NAME}&t=5&pp=x",
            f"{EMBED}?start=5&autoplay=1",
            f"{WATCH}&t=5",
        ),
        (f"https://www.youtube.com/live/{NAME}?feature=share", f"{EMBED}?autoplay=1", WATCH),
        (f"https://www.youtube.com/shorts/{NAME}", f"{EMBED}?autoplay=1", WATCH),
        (
            f"https://www.youtube.com/embed/{NAME}?si=q&start=7&rel=0&utm_source=x",
            f"{EMBED}?start=7&rel=0&autoplay=1",
            f"{WATCH}&t=7",
        ),
        (
            "https://www.youtube.com/embed/videoseries?si=q&list=PL1",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PL1&autoplay=1",
            "https://www.youtube.com/playlist?list=PL1",
        ),
        (
            "https://player.vimeo.com/video/123?h=ab12&badge=0",
            "https://player.vimeo.com/video/123?h=ab12&badge=0&dnt=1&autoplay=1",
            "https://vimeo.com/123/ab12",
        ),
        (
            "https://vimeo.com/123/ab12",
            "https://player.vimeo.com/video/123?h=ab12&dnt=1&autoplay=1",
            "https://vimeo.com/123/ab12",
        ),
        (
            "https://vimeo.com/123",
            "https://player.vimeo.com/video/123?dnt=1&autoplay=1",
            "https://vimeo.com/123",
        ),
        (
            "https://tube.example.org/videos/embed/9f-1?start=3",
            "https://tube.example.org/videos/embed/9f-1?start=3&autoplay=1",
            "https://tube.example.org/w/9f-1",
        ),
    ],
)
def test_a_video(address: str, player: str, page: str) -> None:
    found = video_at(address)
    assert found is not None
    assert (found.player, found.page) == (player, page)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "embed/abc",
        "https://www.youtube.com/",
        "https://www.youtube.com/@somebody",
        "https://www.youtube.com/embed/a%22b",
        "https://youtu.be/",
        "https://vimeo.com/somebody",
        "https://youtube.com.example.org/embed/abc",
        "https://maps.google.com/maps?output=embed",
        "javascript:alert(1)//www.youtube.com/embed/a",
        "https://[::1/embed/a",
        "ftp://www.youtube.com/embed/a",
    ],
)
def test_no_video(address: str) -> None:
    assert video_at(address) is None


def test_shorts_are_tall() -> None:
    tall = video_at(f"https://www.youtube.com/shorts/{NAME}")
    assert tall is not None
    assert tall.is_tall


@given(st.text())
def test_whatever_stands_there_a_player_is_one_of_the_hosts(text: str) -> None:
    for address in (
        f"https://www.youtube.com/embed/{text}",
        f"https://youtu.be/{text}",
        f"https://www.youtube.com/watch?v={text}",
        f"https://player.vimeo.com/video/{text}",
        f"https://tube.example.org/videos/embed/{text}",
    ):
        found = video_at(address)
        if found is not None:
            hosts = ("www.youtube-nocookie.com", "player.vimeo.com", "tube.example.org")
            assert urlsplit(found.player).hostname in hosts
            assert urlsplit(found.player).scheme == urlsplit(found.page).scheme == "https"
