"""What makes a file a post, and whether the post may be read by others yet.

The rules are ABlog's (ablog/post.py: `CheckFrontMatter`, `PostDirective`), with two additions:
`draft: true` is honoured, and a date lies in the future to the minute, not to the day.
"""

from __future__ import annotations

import os
import re
import time
import unicodedata
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum
from typing import TYPE_CHECKING, Any

from dateutil import parser as dateutil_parser
from docutils import nodes
from sphinx.errors import ConfigError

from blogkit.sources import Place

if TYPE_CHECKING:
    from blogkit.sources import Source

LABEL_KEYS = ("author", "category", "language", "location", "tags")  # ABlog's
ALL_LABELS = (*LABEL_KEYS, "series")
ABLOG_DATE_FORMAT = "%d %B %Y"
LAST_YEAR = 9999
LONGEST_SLUG = 200  # bytes; file systems take 255 for a name
FIRST_DAY = datetime.fromisoformat("2000-01-01")
INSTANT = timedelta(microseconds=1)
# Two days that share neither day, month nor year: what dateutil fills in shows as a difference.
DEFAULTS = (FIRST_DAY, datetime.fromisoformat("2004-02-02"))


class Status(Enum):
    """Whether readers may see a post; `UNDATED` is a slip, not a wish."""

    PUBLISHED = "published"
    DRAFT = "draft"
    FUTURE = "future"
    UNDATED = "undated"


@dataclass(frozen=True)
class Post:
    """A post as its source describes it. *date* is in the blog's zone, and names none."""

    date: datetime | None
    written_date: str
    is_draft: bool
    labels: dict[str, tuple[str, ...]]
    redirects: tuple[str, ...]
    place: Place
    date_place: Place

    def status(self, now: datetime) -> Status:
        """The status at the moment *now*, in the blog's zone and without naming it."""
        return status_at(now, self.date, is_draft=self.is_draft)


def status_at(now: datetime, date: datetime | None, *, is_draft: bool = False) -> Status:
    """The status of something dated *date*."""
    if is_draft:
        return Status.DRAFT
    if date is None:
        return Status.UNDATED
    return Status.PUBLISHED if date <= now else Status.FUTURE


@dataclass(frozen=True)
class Dates:
    """How dates are written in a blog (`post_date_format`), and in which zone they are meant."""

    format: str = ABLOG_DATE_FORMAT
    zone: tzinfo = UTC


def build_moment(zone: tzinfo = UTC) -> datetime:
    """Now, in this zone and without naming it; `SOURCE_DATE_EPOCH` (reproducible-builds.org) sets it.

    Raises ConfigError if that is no number.
    """
    written = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(written or time.time()), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH should be a number of seconds, not '{written}'"
        raise ConfigError(message) from error
    local = as_local(moment, zone)
    return local - INSTANT if moment.astimezone(zone).fold else local


def as_local(moment: datetime, zone: tzinfo) -> datetime:
    """What a clock in *zone* shows, such that an earlier moment never shows a later time.

    When clocks are put back an hour comes twice: all of its second time is the end of it. So a
    post dated with an offset, in that second time, comes out an hour late at worst and never early.
    """
    local = moment.astimezone(zone)
    if local.fold:
        local = _end_of_fold(local)
    return local.replace(tzinfo=None, fold=0)


def _end_of_fold(local: datetime) -> datetime:
    """The first time after *local* that comes only once; zones change on whole minutes."""
    local = local.replace(second=0, microsecond=0)
    while local.fold and local.utcoffset() != local.replace(fold=0).utcoffset():
        local += timedelta(minutes=1)
        local = local.replace(fold=1)
    return local


def read_date(written: str, date_format: str = ABLOG_DATE_FORMAT, zone: tzinfo = UTC) -> datetime:
    """The moment that *written* names, in *zone* and without naming it.

    Read as ABlog reads it: by *date_format* (`post_date_format`), else by dateutil. A date
    without a day, month or year is refused: dateutil would take what is missing from today.
    Raises ValueError.
    """
    try:
        moment = datetime.strptime(written, date_format)  # noqa: DTZ007 - it may name a zone
    except ValueError:
        moment = _by_dateutil(written)
    if not 1 < moment.year < LAST_YEAR:
        raise ValueError("the year is out of range")  # other time zones would leave the calendar
    if moment.tzinfo is not None:
        moment = as_local(moment, zone)
    return moment.replace(fold=0)


def guess_date(
    written: str, date_format: str = ABLOG_DATE_FORMAT, zone: tzinfo = UTC
) -> datetime | None:
    """The date that ABlog would read; its first day where only a month or a year is named."""
    try:
        return read_date(written, date_format, zone)
    except ValueError:
        pass
    try:
        guessed = dateutil_parser.parse(written, default=FIRST_DAY).isoformat()
        return read_date(guessed, zone=zone)
    except (ValueError, OverflowError, TypeError):
        return None


def _by_dateutil(written: str) -> datetime:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an unknown zone's name is read as none
            first, second = (dateutil_parser.parse(written, default=each) for each in DEFAULTS)
    except (OverflowError, TypeError) as error:
        raise ValueError(str(error)) from error
    if first.date() != second.date():
        raise ValueError("a day, a month and a year are needed")
    return first


def is_draft(value: Any) -> bool:
    """Whether front matter's `draft` says so; what is neither yes nor no counts as yes."""
    if isinstance(value, str):
        return value.strip().lower() not in ("", "false", "no", "off", "0")
    return bool(value)


def says_draft(doctree: nodes.document) -> bool:
    """Whether a document's front matter, not yet collected by Sphinx, says `draft: true`."""
    fields = (
        field for info in doctree.findall(nodes.docinfo) for field in info.findall(nodes.field)
    )
    return any(is_draft(each[1].astext()) for each in fields if each[0].astext() == "draft")


def split_labels(value: Any) -> tuple[str, ...]:
    """Labels as ABlog reads them: a list, or a string with commas. Empty ones are dropped."""
    parts = value if isinstance(value, list) else str(value or "").strip("[]").split(",")
    texts = ("" if part is None else str(part).strip().strip("\"'") for part in parts)
    return tuple(text for text in texts if text)


def series_of(value: Any) -> tuple[str, ...]:
    """The series that front matter names: a title, in which a comma is a comma."""
    title = "" if value is None else str(value).strip()
    return (title,) if title else ()


def label_slug(label: str) -> str:
    """The name of a label's page; empty if no page can be named after the label.

    As `ablog.blog.slugify` (line 24) makes it, whose module brings half of Sphinx along: a check of
    nothing new does without.
    """
    words = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFKD", label)).strip().lower()
    slug = re.sub(r"[-\s]+", "-", words)
    return slug if len(slug.encode()) <= LONGEST_SLUG else ""


def redirect_page(written: str) -> str:
    """The page that a `redirect` makes, without `.html`; empty if it would not be in this site."""
    page = written.strip().removesuffix(".html").strip("/")
    parts = page.split("/")
    return "" if not page or ":" in page or ".." in parts or "" in parts else page


def posts_of(source: Source, dates: Dates = Dates(), *, matched: bool = False) -> tuple[Post, ...]:
    """The posts in a file: one by its front matter, or one for each `post` directive.

    *matched* says that the file is a post by `blog_post_pattern`. As in ABlog the key `blogpost`
    counts, whatever its value.
    """
    fields = source.front_matter.values()
    draft = is_draft(fields.get("draft"))
    directives = [each for each in source.directives if each.name == "post"]
    if directives:
        return tuple(
            post_of(
                each.argument,
                {**each.options, "series": fields.get("series")},
                each.place,
                each.place,
                draft,
                dates,
            )
            for each in directives
        )
    mark = source.front_matter.get("blogpost")
    if mark is None and not matched:
        return ()
    place = mark.place if mark else source.headings[0].place if source.headings else _top(source)
    date = source.front_matter.get("date")
    written = str(date.value if date.readable else date.written) if date else ""
    date_place = date.value_place if date else place
    return (post_of(written, fields, place, date_place, draft, dates),)


def post_of(
    written: str,
    fields: dict[str, Any],
    place: Place,
    date_place: Place,
    draft: bool,
    dates: Dates,
) -> Post:
    """A post dated as *written*; its labels and redirects are among *fields*."""
    date = guess_date(written, dates.format, dates.zone) if written not in ("", "None") else None
    labels = {key: split_labels(fields.get(key)) for key in LABEL_KEYS}
    labels["series"] = series_of(fields.get("series"))
    redirects = split_labels(fields.get("redirect"))
    written = "" if written == "None" else written
    return Post(date, written, draft, labels, redirects, place, date_place)


def _top(source: Source) -> Place:
    return Place.of_line(1, source.lines[0])
