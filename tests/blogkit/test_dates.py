"""A date is meant in the blog's zone, and a post is due once and for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogkit.posts import Status, as_local, build_moment, guess_date, read_date, status_at
from blogkit.resting import next_due
from blogkit.settings import Settings
from blogkit.site import read_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.blogkit.conftest import Blog

ZONES = ["UTC", "Europe/Berlin", "America/Chicago", "Asia/Kolkata", "Australia/Lord_Howe"]
BERLIN = ZoneInfo("Europe/Berlin")
FOLD = datetime(2026, 10, 25, 1, tzinfo=UTC)  # clocks in Berlin go from 3:00 back to 2:00
GAP = datetime(2026, 3, 29, 1, tzinfo=UTC)  # they go from 2:00 to 3:00
HOUR = timedelta(hours=1)
moments = st.datetimes(
    min_value=datetime.fromisoformat("1990-01-01"),
    max_value=datetime.fromisoformat("2037-01-01"),
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-05-01", "2026-05-01 00:00"),
        ("1 May 2026 23:30", "2026-05-01 23:30"),
        ("2026-05-01T23:30:00Z", "2026-05-02 01:30"),
        ("2026-05-01 23:30 -0500", "2026-05-02 06:30"),
        ("2026-03-29 02:30", "2026-03-29 02:30"),  # never shown by a clock
        ("2026-10-25 02:30", "2026-10-25 02:30"),  # shown twice: the first
        ("2026-10-25T00:30:00Z", "2026-10-25 02:30"),
        ("2026-10-25T01:30:00Z", "2026-10-25 03:00"),  # the second
    ],
)
def test_a_date_is_meant_in_the_zone_of_the_blog(written: str, read: str) -> None:
    wanted = datetime.fromisoformat(read)
    assert read_date(written, zone=BERLIN) == wanted
    assert guess_date(written, zone=BERLIN) == wanted


@given(st.sampled_from(ZONES), moments, st.timedeltas(timedelta(0), timedelta(hours=4)))
@example("Europe/Berlin", FOLD - HOUR / 2, HOUR)
@example("Europe/Berlin", FOLD, HOUR / 2)
@example("Australia/Lord_Howe", datetime(2026, 4, 4, 14, 50, tzinfo=UTC), HOUR / 4)
def test_clocks_never_go_back(zone: str, moment: datetime, later: timedelta) -> None:
    assert as_local(moment, ZoneInfo(zone)) <= as_local(moment + later, ZoneInfo(zone))


@given(st.sampled_from(ZONES), moments, st.timedeltas(-2 * HOUR, 2 * HOUR))
@example("Europe/Berlin", FOLD + HOUR / 2, HOUR / -4)
@example("Europe/Berlin", FOLD + HOUR / 2, HOUR / 4)
def test_a_post_is_due_at_its_moment_and_never_before(
    zone: str, date: datetime, until_now: timedelta
) -> None:
    read = read_date(date.isoformat(), zone=ZoneInfo(zone))
    now = (date + until_now).replace(microsecond=0)
    with patch.dict("os.environ", SOURCE_DATE_EPOCH=str(int(now.timestamp()))):
        status = status_at(build_moment(ZoneInfo(zone)), read)
    if now < date:
        assert status is Status.FUTURE
    elif now >= date + HOUR:
        assert status is Status.PUBLISHED


@given(st.sampled_from(ZONES), moments)
@example("Europe/Berlin", FOLD - HOUR / 2)
@example("Europe/Berlin", FOLD + HOUR / 2)
@example("Europe/Berlin", GAP)
def test_now_is_the_dates_of_posts_due_now(zone: str, moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    with patch.dict("os.environ", SOURCE_DATE_EPOCH=str(int(moment.timestamp()))):
        now = build_moment(ZoneInfo(zone))
    assert timedelta(0) <= as_local(moment, ZoneInfo(zone)) - now < timedelta(seconds=1)
    assert now.tzinfo is None


@pytest.mark.parametrize(
    ("dates", "due"),
    [
        (["2026-05-01", "2027-01-01"], "2026-12-31 23:00"),
        (["2027-01-02", "2027-01-01T00:00Z"], "2027-01-01 00:00"),
        (["2026-10-25 02:30"], "2026-10-25 00:30"),
        (["2026-10-25T01:30:00Z"], "2026-10-25 02:00"),
        (["2026-05-01", ""], None),
    ],
)
def test_the_next_moment_at_which_a_post_is_due(
    tmp_path: Path, dates: list[str], due: str | None
) -> None:
    for number, date in enumerate(dates):
        head = f"---\nblogpost: true\ndate: {date}\n---\n"
        (tmp_path / f"{number}.md").write_text(f"{head}# A\n")
    (tmp_path / "draft.md").write_text(
        "---\nblogpost: true\ndate: 2026-09-01\ndraft: 1\n---\n# A\n"
    )
    site = read_site(tmp_path, Settings(zone=BERLIN), datetime.fromisoformat("2026-06-01"))
    found = next_due(site)
    assert found == (datetime.fromisoformat(due).replace(tzinfo=UTC) if due else None)


def test_a_post_dated_in_hours_that_clocks_skip_is_due_in_time(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nblogpost: true\ndate: 2026-03-29 02:30\n---\n# A\n")
    site = read_site(tmp_path, Settings(zone=BERLIN), datetime.fromisoformat("2026-03-01"))
    found = next_due(site)
    assert found
    assert found <= GAP
    assert status_at(as_local(GAP, BERLIN), datetime.fromisoformat("2026-03-29 02:30")) is (
        Status.PUBLISHED
    )


def test_a_post_is_due_in_the_zone_of_the_blog(blog: Blog) -> None:
    """The tests' now is 8:00 in UTC, and 17:00 in Tokyo."""
    blog.post("posts/a.md", date="2027-01-15 16:30")
    assert blog.run("build").returncode == 0
    assert "posts/a.html" not in blog.pages()
    blog.write("conf.py", blog.read("conf.py") + 'blogkit_timezone = "Asia/Tokyo"\n')
    assert blog.run("build").returncode == 0
    assert "posts/a.html" in blog.pages()
    assert "15 January 2027" in blog.read("_build/html/blog.html")


@pytest.mark.parametrize("wrong", ['"Europe/Lisbn"', '""', "1", '"../etc"', '"Europe"'])
def test_a_zone_that_is_not_known_stops_the_build(blog: Blog, wrong: str) -> None:
    blog.write("conf.py", blog.read("conf.py") + f"blogkit_timezone = {wrong}\n")
    for command in ("build", "check"):
        run = blog.run(command)
        assert run.returncode == (0 if wrong == '""' else {"build": 1, "check": 2}[command])
        if wrong != '""':
            assert f"blogkit_timezone = {wrong.replace(chr(34), chr(39))} is no time" in run.stderr
            assert "'Europe/Lisbon'" in run.stderr
