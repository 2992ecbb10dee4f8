"""Where a link leads within the blog, in every form that authors write one.

The forms and what MyST makes of them: myst_parser/mdit_to_docutils/base.py, `render_link`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogkit.posts import LABEL_KEYS, label_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogkit.posts import Post
    from blogkit.site import Document, Site
    from blogkit.sources import Link

# What Sphinx makes without a source, and what its extensions add to that.
MADE_PAGES = frozenset({"genindex", "py-modindex", "search", "objects.inv"})
MADE_BY = {"notfound.extension": "404", "sphinx_sitemap": "sitemap.xml"}
CATALOGS = {"tags": "tag"}  # ABlog's name of a catalog's folder, where it is not the key
ALWAYS_THERE = frozenset({"", "top"})  # browsers take both for the top of the page
BUILT_ELSEWHERE = frozenset({"include", "eval-rst", "glossary"})  # may bring headings of their own
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
    target = _within(link.target, site.settings.blog_baseurl)
    if target is None:
        return None
    path, _, fragment = target.partition("#")
    if not path:
        return Destination(document, fragment=fragment) if fragment else None
    path = path.partition("?")[0]
    found = _document(path, document, site, in_toctree=link.in_toctree)
    if found:
        return Destination(found, fragment=fragment)
    if not fragment and (path in site.targets or site.is_named_elsewhere(path)):
        return None
    page = _made_page(path, document, site)
    exists = bool(page) or _is_file(path, document, site)
    return Destination(exists=exists, fragment=fragment, page=page)


def is_free_page(page: str, site: Site) -> bool:
    """Whether a redirect may make this page: no document and no listing has it."""
    return bool(page) and page not in site.documents and page not in listing_pages(site)


def has_fragment(document: Document, fragment: str, site: Site) -> bool:
    """Whether the fragment is on the page. What is not Markdown is not known, and believed."""
    if document.source is None or fragment in ALWAYS_THERE:
        return True
    names = {each.name for each in document.source.directives}
    if names & BUILT_ELSEWHERE or any(":" in name for name in names):
        return True
    return fragment in document.source.anchors or bool(COUNTER_ID.fullmatch(fragment))


def _within(target: str, base_url: str) -> str | None:
    """The target as an address within the blog; None if it leads elsewhere."""
    target = target.removeprefix("project:")
    if target.startswith("#"):
        return target
    base = base_url.rstrip("/")
    if base and (target == base or target.startswith((base + "/", base + "#"))):
        rest = target.removeprefix(base).lstrip("/")
        return "/" + rest if rest and not rest.startswith("#") else "/index.html" + rest
    if urlsplit(target).scheme or target.startswith("//") or not target:
        return None
    return target


def _document(path: str, document: Document, site: Site, *, in_toctree: bool) -> Document | None:
    """The document that an address means: with its ending, with the page's ending, or with none."""
    file = _file(path, document, site)
    exact = site.document_at(file)
    if exact:
        return exact
    if file == site.root:
        return site.documents.get("index")
    if not file.is_relative_to(site.root):
        return None
    name = file.relative_to(site.root).as_posix()
    stem = name.removesuffix(".html")
    names = [stem, f"{stem}/index"] if not in_toctree else [stem]
    if stem.endswith("/index"):
        names.append(stem.removesuffix("/index"))
    return next((site.documents[each] for each in names if each in site.documents), None)


def _file(path: str, document: Document, site: Site) -> Path:
    base = site.root if path.startswith("/") else document.path.parent
    return Path(os.path.normpath(base / unquote(path).lstrip("/")))


def _is_file(path: str, document: Document, site: Site) -> bool:
    file = _file(path, document, site)
    return file.is_file() and file.is_relative_to(site.root)


def _made_page(path: str, document: Document, site: Site) -> str:
    """The page or file of the built site that an address means, if it has no source."""
    file = _file(path, document, site)
    if file.is_file() or not file.is_relative_to(site.root):
        return ""
    name = file.relative_to(site.root).as_posix()
    if any((site.root / folder / name).is_file() for folder in site.settings.extra_folders):
        return name
    page = name.removesuffix(".html")
    return name if page in listing_pages(site) or page in site.redirects else ""


def _label_names(key: str, post: Post, site: Site) -> Iterator[str]:
    names = site.settings.label_names.get(key, {})
    for label in post.labels[key] or site.settings.default_labels.get(key, ()):
        yield names.get(label, label)


@lru_cache(maxsize=4)
def listing_pages(site: Site) -> frozenset[str]:
    """The pages and feeds that have no source (ablog/blog.py: Blog._init; ablog/post.py:579)."""
    settings, root = site.settings, site.settings.blog_path
    made = {name for extension, name in MADE_BY.items() if extension in settings.extensions}
    listings = {page for page, _ in _labelled_pages(site)}
    catalogs = {catalog for _, catalog in _labelled_pages(site)}
    feeds = {root, *listings} if settings.blog_feed_archives else {root}
    return frozenset(
        {
            *(MADE_PAGES | made | listings | catalogs | {root}),
            *settings.made_pages,
            *(f"{page}/atom.xml" for page in feeds if settings.blog_baseurl),
            *((f"{root}/feed.json",) if settings.blog_baseurl else ()),
        }
    )


def _labelled_pages(site: Site) -> Iterator[tuple[str, str]]:
    """The page of each year and label of a published post, and the page that lists its kind."""
    root = site.settings.blog_path
    for document in site.documents.values():
        if not document.is_published(site.now):
            continue
        for post in document.posts:
            if post.date:
                yield f"{root}/{post.date.year}", f"{root}/archive"
            for key in LABEL_KEYS:
                catalog = f"{root}/{CATALOGS.get(key, key)}"
                for name in _label_names(key, post, site):
                    if label_slug(name):
                        yield f"{catalog}/{label_slug(name)}", catalog
