"""Where a link leads within the blog, in every form that authors write one.

The forms and what MyST makes of them: myst_parser/mdit_to_docutils/base.py, `render_link`.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogkit.labels import Label, page_names
from blogkit.posts import ALL_LABELS, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.posts import Post
    from blogkit.settings import Settings
    from blogkit.site import Document, Site
    from blogkit.sources import Link, Source

# What Sphinx makes without a source, and what its extensions add to that.
MADE_PAGES = frozenset({"genindex", "py-modindex", "search", "objects.inv"})
MADE_BY = {"notfound.extension": "404", "sphinx_sitemap": "sitemap.xml"}
CATALOGS = {"tags": "tag"}  # ABlog's name of a catalog's folder, where it is not the key
COLLECTION = "ablog/collection.html"  # ABlog's template for the posts of a label
ALWAYS_THERE = frozenset({"", "top"})  # browsers take both for the top of the page
# What the templates of ABlog, Furo and the PyData theme bring to every page.
MADE_BY_THEMES = frozenset(
    {
        *("disqus_thread", "furo-main-content", "main-content", "pst-back-to-top", "pst-header"),
        *("pst-primary-sidebar", "pst-secondary-sidebar", "searchbox", "searchlabel"),
    }
)
BUILT_ELSEWHERE = frozenset({"include", "eval-rst", "glossary"})  # may bring headings of their own
FUTURE = datetime(9999, 12, 31)  # noqa: DTZ001 - of posts without a date, as in ABlog (blog.py:130)
COUNTER_ID = re.compile(r"id\d+")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads: a document, or a *page* or file made at build; and to which part of it.

    Neither of the two is known of a file beside the source, which only *exists*.
    """

    document: Document | None = None
    exists: bool = True
    fragment: str = ""
    page: str = ""


def destination(link: Link, document: Document, site: Site) -> Destination | None:
    """Where *link* on *document* leads; None if that is outside the blog or not to be known."""
    target = None if link.role else _within(link.target, site.settings.blog_baseurl)
    if target is None:
        return None
    path, _, fragment = target.partition("#")
    if not path:
        return Destination(document, fragment=fragment) if fragment else None
    path = path.partition("?")[0]
    found = _document(path, document, site, in_toctree=link.in_toctree)
    if found:
        return Destination(found, fragment=fragment)
    if not fragment and (site.has_target(path) or site.is_named_elsewhere(path)):
        return None
    page = _made_page(path, document, site)
    exists = bool(page) or _is_file(path, document, site)
    return Destination(exists=exists, fragment=fragment, page=page)


def is_free_page(page: str, site: Site) -> bool:
    """Whether a redirect may make this page: no document and no listing has it."""
    return bool(page) and site.document(page) is None and not is_listing(page, site)


def has_fragment(document: Document, fragment: str, site: Site) -> bool:
    """Whether the fragment is on the page. What is not Markdown is not known, and believed."""
    if fragment in ALWAYS_THERE | MADE_BY_THEMES:
        return True
    site.look_at(document)
    if document.source is None or may_bring_more(document.source):
        return True
    return fragment in document.source.anchors or bool(COUNTER_ID.fullmatch(fragment))


def may_bring_more(source: Source) -> bool:
    """Whether directives bring headings and labels that are not written here."""
    names = {each.name for each in source.directives}
    return bool(names & BUILT_ELSEWHERE) or any(":" in name for name in names)


def _within(target: str, base_url: str) -> str | None:
    """The target as an address within the blog; None if it leads elsewhere."""
    target = target.removeprefix("project:")
    if target.startswith("#"):
        return target
    base = base_url.rstrip("/")
    if base and (target == base or target.startswith((base + "/", base + "#"))):
        rest = target.removeprefix(base).lstrip("/")
        return "/" + rest if rest and not rest.startswith("#") else "/index.html" + rest
    try:
        leads_out = bool(urlsplit(target).scheme)
    except ValueError:  # brackets where an address of six groups should be
        return None
    return None if leads_out or target.startswith("//") or not target else target


def _document(path: str, document: Document, site: Site, *, in_toctree: bool) -> Document | None:
    """The document that an address means: with its ending, with the page's ending, or with none."""
    file = _file(path, document, site)
    exact = site.document_at(file)
    if exact:
        return exact
    if file == site.root:
        return site.document("index")
    if not file.is_relative_to(site.root):
        return None
    name = file.relative_to(site.root).as_posix()
    stem = name.removesuffix(".html")
    names = [stem, f"{stem}/index"] if not in_toctree else [stem]
    if stem.endswith("/index"):
        names.append(stem.removesuffix("/index"))
    return next((found for each in names if (found := site.document(each))), None)


def _file(path: str, document: Document, site: Site) -> Path:
    base = site.root if path.startswith("/") else document.path.parent
    return Path(os.path.normpath(base / unquote(path).lstrip("/")))


def _is_file(path: str, document: Document, site: Site) -> bool:
    file = _file(path, document, site)
    return site.is_file(file) and file.is_relative_to(site.root)


def _made_page(path: str, document: Document, site: Site) -> str:
    """The page or file of the built site that an address means, if it has no source."""
    file = _file(path, document, site)
    if site.is_file(file) or not file.is_relative_to(site.root):
        return ""
    name = file.relative_to(site.root).as_posix()
    if any(site.is_file(site.root / folder / name) for folder in site.settings.extra_folders):
        return name
    page = name.removesuffix(".html")
    return name if is_listing(page, site) or site.count_redirects(page) else ""


def page_of(listing: str, number: int) -> str:
    """The page with this number of a listing whose first page is *listing*."""
    return listing if number == 1 else f"{listing}/page-{number}"


def knows_pages(template: Path) -> bool:
    """Whether the template of a listing shows the way to its further pages."""
    try:
        return "pagination" in template.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def is_listing(page: str, site: Site) -> bool:
    """Whether a page is among `listing_pages`, noted as something that a finding depends on."""
    site.lookups.note("listing", page)
    return has_listing(site, page)


def has_listing(site: Site, page: str) -> bool:
    """The same, for who answers questions and notes none."""
    return page in listing_pages(site)


def all_listings(site: Site) -> tuple[str, int]:
    """That from which the listings follow: what the documents bring, and how much a page holds."""
    return site.world.digest, _posts_on_page(site)


ANSWERERS = {"listing": has_listing}
GROUNDS = {"listing": all_listings}


@lru_cache(maxsize=4)
def listing_pages(site: Site) -> frozenset[str]:
    """The pages and feeds that have no source (ablog/blog.py: Blog._init; ablog/post.py:579)."""
    settings, root = site.settings, site.settings.blog_path
    made = {name for extension, name in MADE_BY.items() if extension in settings.extensions}
    posts = list(_published_posts(site))
    counts = Counter({root: len(posts)})
    for key in ALL_LABELS:
        counts.update(_labelled_pages(f"{root}/{CATALOGS.get(key, key)}", key, posts, settings))
    counts.update(f"{root}/{post.date.year}" for post in posts if post.date)
    catalogs = {page.rpartition("/")[0] for page in counts if page.count("/") > root.count("/") + 1}
    archive = {f"{root}/archive"} if any(post.date for post in posts) else set()
    feeds = set(counts) if settings.blog_feed_archives else {root}
    return frozenset(
        {
            *(MADE_PAGES | made | catalogs | archive),
            *_numbered(counts, site),
            *settings.made_pages,
            *(f"{page}/atom.xml" for page in feeds if settings.blog_baseurl),
            *((f"{root}/feed.json",) if settings.blog_baseurl else ()),
        }
    )


def _published_posts(site: Site) -> Iterator[Post]:
    for document in site.documents.values():
        if document.is_published(site.now):
            for post in document.posts:
                if post.status(site.now) is Status.PUBLISHED or not post.date:
                    yield post


def _labelled_pages(catalog: str, key: str, posts: list[Post], settings: Settings) -> Iterator[str]:
    """The page of each label that a post has, once for each such post."""
    used = []
    for post in posts:
        labels = post.labels[key] or settings.default_labels.get(key, ())
        used += [(label, post.date) for label in dict.fromkeys(labels)]
    since: dict[str, datetime] = {}
    for label, date in used:
        since[label] = min(date or FUTURE, since.get(label, FUTURE))
    names = settings.label_names.get(key, {})
    pages = page_names([Label(each, names.get(each, each), since[each]) for each in since])
    return (f"{catalog}/{pages[label]}" for label, _ in used if label in pages)


def _numbered(counts: Counter[str], site: Site) -> Iterator[str]:
    """All pages of each listing."""
    size = _posts_on_page(site)
    for page, count in counts.items():
        for number in range(1, max(1, -(-count // size)) + 1):
            yield page_of(page, number)


def _posts_on_page(site: Site) -> int:
    folders = (site.root / folder for folder in site.settings.template_folders)
    own = [path for path in (folder / COLLECTION for folder in folders) if path.is_file()]
    knows_all = all(knows_pages(path) for path in own[:1])
    return site.settings.posts_per_page if knows_all else sys.maxsize
