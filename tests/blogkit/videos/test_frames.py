"""Players in raw HTML: which are taken out, and what of the HTML around them stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogkit.videos.frames import Video, split_at_videos

YOUTUBE = '<iframe src="https://www.youtube.com/embed/abc"{}></iframe>'


def only_video(html: str) -> Video:
    (video,) = [each for each in split_at_videos(html) if isinstance(each, Video)]
    return video


def rest_of(html: str) -> str:
    return "".join(each for each in split_at_videos(html) if isinstance(each, str))


@pytest.mark.parametrize(
    ("html", "rest"),
    [
        (YOUTUBE.format(""), ""),
        (f"<p>a</p>\n<div>{YOUTUBE.format('')}</div> b", "<p>a</p>\n<div></div> b"),
        ("<IFRAME SRC='https://youtu.be/abc'>old browsers</IFRAME >x", "x"),
        ('<iframe src="https://youtu.be/abc">', ""),
        ('a<iframe\n  src="https://youtu.be/abc"\n>\n</iframe>\nb', "a\nb"),
        ('<iframe data-src="https://youtu.be/abc" class="lazy"></iframe>', ""),
        (
            f'{YOUTUBE.format("")}<script src="https://player.vimeo.com/api/player.js"></script>c',
            "c",
        ),
    ],
)
def test_what_stays(html: str, rest: str) -> None:
    assert rest_of(html) == rest
    assert only_video(html).address.page == "https://www.youtube.com/watch?v=abc"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>iframe</p>",
        '<iframe src="https://maps.example.org/"></iframe>',
        "<!-- <iframe src='https://youtu.be/abc'></iframe> -->",
        '<script>"<iframe src=https://youtu.be/abc></iframe>"</script>',
        '<script src="https://example.org/a.js"></script>',
        "<iframe>",
    ],
)
def test_what_is_left_alone(html: str) -> None:
    assert split_at_videos(html) == []


def test_two_players_in_a_row() -> None:
    parts = split_at_videos(YOUTUBE.format("") + " and " + YOUTUBE.format(' title="B"'))
    assert [each if isinstance(each, str) else each.title for each in parts] == [
        "",
        "",
        " and ",
        "B",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "shown"),
    [("A  talk\nof two", "A talk of two"), ("YouTube video player", ""), ("&lt;b&gt;", "<b>")],
)
def test_a_title_that_says_something(title: str, shown: str) -> None:
    assert only_video(YOUTUBE.format(f' title="{title}"')).title == shown


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ('width="560" height="315"', ""),
        ('width="640" height="480"', "classic"),
        ('width="300" height="300"', "square"),
        ('width="315" height="560"', "tall"),
        ('width="100%" height="315"', ""),
        ('width="5" height="0"', ""),
        ('width="nan" height="3"', ""),
        ("", ""),
    ],
)
def test_its_shape(size: str, shape: str) -> None:
    assert only_video(YOUTUBE.format(f" {size}")).shape == shape


def test_its_place_in_a_box() -> None:
    assert only_video(YOUTUBE.format(' style="position:absolute;top:0"')).fills
    assert not only_video(YOUTUBE.format("")).fills


@given(st.text(alphabet="<>/iframesc='\" \n-!y"), st.text(alphabet="<>/iframesc='\" \n-!y"))
def test_nothing_of_the_html_is_lost(before: str, behind: str) -> None:
    html = before + YOUTUBE.format("") + behind
    parts = split_at_videos(html)
    if not parts:
        return
    rest = "".join(each for each in parts if isinstance(each, str))
    left = iter(html)
    assert all(character in left for character in rest)
