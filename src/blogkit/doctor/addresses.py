"""The blog's public address, and the feeds that depend on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from blogkit.checks.finding import Finding, Severity
from blogkit.sources import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blogkit.doctor.conf import Conf

FEED = re.compile(r"""[^\s"'<>()\[\]{}]*\b(?:atom|rss|feed|index)\.(?:xml|json)\b""")
OF_A_LABEL = 3  # parts at least: blog/tag/python/atom.xml has more than blog/atom.xml
LINKING = ("html_theme_options", "html_context")
IN_TEMPLATES = ("*.html", "*.jinja")


def base_url(conf: Conf) -> Iterator[Finding]:
    """`blog_baseurl` is what feeds, sitemaps and previews make addresses of."""
    address = conf.values.get("blog_baseurl")
    if not address:
        yield conf.warning(
            "base-url",
            "blog_baseurl",
            "blog_baseurl is not set, so the blog has no feeds and no public addresses;"
            " write blog_baseurl = 'https://' and the blog's own address",
        )
        return
    parts = urlsplit(str(address))
    if parts.scheme not in ("http", "https") or not parts.netloc:
        meant = str(address).partition("://")[2] or str(address).lstrip("/:")
        yield conf.error(
            "base-url",
            "blog_baseurl",
            f"blog_baseurl = {address!r} is no public address, so links in feeds lead nowhere;"
            f" write 'https://{meant}'",
        )
        return
    yield from _other_address(conf, str(address))


def _other_address(conf: Conf, address: str) -> Iterator[Finding]:
    other = conf.values.get("html_baseurl")
    if isinstance(other, str) and other and other.rstrip("/") != address.rstrip("/"):
        yield conf.warning(
            "base-url",
            "html_baseurl",
            f"html_baseurl = {other!r} is not blog_baseurl, {address!r}: search engines are"
            " told another address than subscribers; write the same, unless the blog is there twice",
        )


def feeds(conf: Conf) -> Iterator[Finding]:
    """Addresses of feeds that the build does not make."""
    for setting in LINKING:
        for written in _texts(conf.values.get(setting)):
            reason = _why_no_feed(conf, written)
            if reason:
                yield conf.error("feed-not-made", setting, reason, written)
    for folder in conf.texts("templates_path"):
        for pattern in IN_TEMPLATES:
            for path in sorted((conf.root / folder).rglob(pattern)):
                yield from _in_template(conf, path)


def _in_template(conf: Conf, path: Path) -> Iterator[Finding]:
    for number, line in enumerate(path.read_text("utf-8", "replace").split("\n"), 1):
        for found in FEED.finditer(line):
            reason = _why_no_feed(conf, found[0])
            if reason:
                place = Place(number, found.start() + 1)
                yield Finding("feed-not-made", Severity.ERROR, path, place, reason)


def _why_no_feed(conf: Conf, written: str) -> str:
    """Why there will be no feed at the address *written*; empty if there is, or it is elsewhere."""
    base = str(conf.values.get("blog_baseurl") or "")
    if not FEED.fullmatch(written) or not _is_ours(written, base):
        return ""
    blog = str(conf.values.get("blog_path") or "blog").strip("/")
    if not base:
        return f"'{written}' is no feed: without blog_baseurl none is made; set it in conf.py"
    path = written.removeprefix(base.rstrip("/")).lstrip("./")
    parts = path.split("/")
    if path in (f"{blog}/atom.xml", f"{blog}/feed.json"):
        return ""
    if path.startswith(f"{blog}/") and len(parts) >= OF_A_LABEL and parts[-1] == "atom.xml":
        return "" if conf.values.get("blog_feed_archives") else _without_archives(written)
    return f"'{written}' is no feed of this blog; its feed is '{blog}/atom.xml'"


def _without_archives(written: str) -> str:
    return (
        f"'{written}' is not made: labels have feeds only with blog_feed_archives = True;"
        " write that in conf.py"
    )


def _is_ours(written: str, base: str) -> bool:
    if "://" not in written and not written.startswith("//"):
        return True
    return bool(base) and urlsplit(written).netloc == urlsplit(base).netloc


def _texts(value: Any) -> Iterator[str]:
    """Every text within a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from _texts(each)
