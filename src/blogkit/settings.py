"""What conf.py says that decides how posts are found, parsed and linked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from myst_parser.config.main import MdParserConfig
from sphinx.errors import ConfigError

from blogkit.posts import ABLOG_DATE_FORMAT, Dates
from blogkit.trust import Trust
from blogkit.trust.setting import SETTING, trust_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# A single file is checked without any conf.py: then everything that MyST can read is read.
PERMISSIVE = MdParserConfig(
    heading_anchors=6,
    enable_extensions={
        "attrs_block",
        "attrs_inline",
        "colon_fence",
        "deflist",
        "dollarmath",
        "fieldlist",
        "html_image",
        "strikethrough",
        "substitution",
        "tasklist",
    },
)


NAMED_LABELS = ("author", "language", "location")  # conf.py says their full names


@dataclass(frozen=True)
class Settings:
    """The settings of a blog, under the names that Sphinx, MyST and ABlog give them.

    *label_names* are the names that `blog_authors` and its like give to labels; *default_labels*
    are what a post has that names none.
    """

    myst: MdParserConfig = field(default_factory=lambda: PERMISSIVE)
    source_suffix: tuple[str, ...] = (".md",)
    include_patterns: tuple[str, ...] = ("**",)
    exclude_patterns: tuple[str, ...] = ()
    blog_baseurl: str = ""
    blog_path: str = "blog"
    blog_post_pattern: tuple[str, ...] = ()
    post_date_format: str = ABLOG_DATE_FORMAT
    label_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    default_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zone: tzinfo = UTC
    source_encoding: str = "utf-8-sig"
    has_inventories: bool = False
    extra_folders: tuple[str, ...] = ()
    extensions: frozenset[str] = frozenset()
    blog_feed_archives: bool = False
    made_pages: frozenset[str] = frozenset()
    posts_per_page: int = 20
    post_auto_excerpt: int = 1
    template_folders: tuple[str, ...] = ()
    dirhtml: bool = False
    ignored_checks: tuple[str, ...] = ()
    linkcheck_ignore: tuple[str, ...] = ()
    trust: Trust = field(default_factory=Trust)

    @property
    def dates(self) -> Dates:
        """How the blog's dates are read."""
        return Dates(self.post_date_format, self.zone)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Settings:
        """Settings from conf.py's names, or from the values that Sphinx made of them.

        Raises ConfigError for what none of them can be, with what it could be.
        """
        extra_folders = _texts(values, "html_extra_path")
        return cls(
            myst=_myst_config(values),
            source_suffix=_suffixes(values),
            include_patterns=_texts(values, "include_patterns") or ("**",),
            exclude_patterns=(
                *_texts(values, "exclude_patterns"),
                *_texts(values, "templates_path"),
                *_texts(values, "html_static_path"),
                *extra_folders,
            ),
            blog_baseurl=str(values.get("blog_baseurl") or ""),
            blog_path=str(values.get("blog_path") or "blog").strip("/"),
            blog_post_pattern=_texts(values, "blog_post_pattern"),
            post_date_format=str(values.get("post_date_format") or ABLOG_DATE_FORMAT),
            label_names={
                key: {
                    label: name for label, (name, _) in (values.get(f"blog_{key}s") or {}).items()
                }
                for key in NAMED_LABELS
            },
            default_labels={key: _texts(values, f"blog_default_{key}") for key in NAMED_LABELS},
            zone=_zone(values.get("blogkit_timezone") or "UTC"),
            source_encoding=str(values.get("source_encoding") or "utf-8-sig"),
            has_inventories=bool(values.get("intersphinx_mapping")),
            extra_folders=extra_folders,
            extensions=frozenset(_texts(values, "extensions")),
            blog_feed_archives=bool(values.get("blog_feed_archives")),
            made_pages=frozenset(_made_pages(values)),
            posts_per_page=page_size(values.get("blogkit_posts_per_page", 20)),
            post_auto_excerpt=int(values.get("post_auto_excerpt", 1)),
            template_folders=_texts(values, "templates_path"),
            ignored_checks=_names(values, "blogkit_ignored_checks"),
            linkcheck_ignore=_texts(values, "linkcheck_ignore"),
            trust=trust_from(values.get(SETTING, True)),
        )


def page_size(written: object) -> int:
    """How many posts a page lists (`blogkit_posts_per_page`). Raises ConfigError."""
    if isinstance(written, bool) or not isinstance(written, int) or written < 1:
        raise ConfigError(f"blogkit_posts_per_page should be a number from 1 on, not {written!r}")
    return written


def _zone(name: object) -> tzinfo:
    if name == "UTC":
        return UTC  # also where the system has no list of zones
    try:
        return ZoneInfo(name if isinstance(name, str) else "")
    except (KeyError, OSError, ValueError) as error:  # ZoneInfo raises any of the three
        message = f"blogkit_timezone = {name!r} is no time zone; write one such as 'Europe/Lisbon'"
        raise ConfigError(message) from error


def _names(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = values.get(key, ())
    if isinstance(names, list | tuple | set) and all(isinstance(name, str) for name in names):
        return tuple(sorted(names))
    raise ConfigError(f"{key} = {names!r} is no list of names; write one such as ['broken-anchor']")


def _made_pages(values: Mapping[str, Any]) -> Iterator[str]:
    """Pages that conf.py asks for: templates of its own, and extensions that redirect."""
    for key in ("html_additional_pages", "redirects", "rediraffe_redirects"):
        names = values.get(key)
        if isinstance(names, dict):
            yield from (str(PurePosixPath(name).with_suffix("")) for name in names)


def _texts(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value: str | Sequence[str] = values.get(key) or ()
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value)


def _suffixes(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Sphinx's default or the author's, and what MyST's parsers add to it."""
    suffixes = _texts(values, "source_suffix") or (".rst",)
    reads_markdown = {"myst_parser", "myst_nb"} & set(values.get("extensions") or ())
    return (*suffixes, ".md") if reads_markdown and ".md" not in suffixes else suffixes


def _myst_config(values: Mapping[str, Any]) -> MdParserConfig:
    known = {name for name, _, _ in MdParserConfig().as_triple()}
    given = {name: values[f"myst_{name}"] for name in known if f"myst_{name}" in values}
    try:
        return MdParserConfig(**given)
    except (TypeError, ValueError):  # MyST itself tells of it when it starts
        return MdParserConfig()
