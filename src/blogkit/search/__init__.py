"""Search that costs ordinary pages nothing: a page of its own, and an index that it loads in pieces.

It acts where the look is ours (`blogkit_look = True`), instead of Sphinx's search. In the index are
published posts and pages; not the home page, listings, what is not to be published, and pages whose
front matter says `nosearch: true` or, in `html_meta`, `robots: noindex`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from rjsmin import jsmin
from sphinx.builders.html import StandaloneHTMLBuilder

from blogkit.blog.model import blog_of
from blogkit.blog.records import records_of
from blogkit.collecting import hand_over
from blogkit.search import kept
from blogkit.search.files import search_files
from blogkit.search.page_text import page_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.blog.post import Post

BEFORE_THE_LOOK = 850
SCRIPT = Path(__file__).with_name("search.js")
OPT_OUTS = ("nosearch", "no-search")  # as Sphinx has them


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Connect all that follows only in a blog that has our look."""
    if not getattr(config, "blogkit_look", False):
        return
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context, priority=BEFORE_THE_LOOK)
    hand_over(app, on_collect_files)


def on_builder_inited(app: Sphinx) -> None:
    """Sphinx makes the search page, but no index for it: this is where it would begin one."""
    builder: Any = app.builder
    if _has_search(app):
        builder.load_indexer = lambda docnames: setattr(builder, "indexer", None)


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Keep what the page says; give the search page its script."""
    if not _has_search(app):
        return
    if doctree is not None and _may_be_found(app, pagename, doctree):
        kept.keep(app, pagename, _found(app, pagename, context))
    else:
        kept.keep(app, pagename, None)
    if templatename == "search.html":
        context["search_script"] = _script()


def on_collect_files(app: Sphinx) -> Iterable[Any]:
    return search_files(app) if _has_search(app) else ()


def _has_search(app: Sphinx) -> bool:
    builder = app.builder
    is_ours = isinstance(builder, StandaloneHTMLBuilder) and builder.name in ("html", "dirhtml")
    return is_ours and bool(getattr(builder, "search", False))


def _may_be_found(app: Sphinx, pagename: str, doctree: nodes.document) -> bool:
    if pagename in (app.config.root_doc, getattr(app.config, "notfound_pagename", "404")):
        return False
    metadata = app.env.metadata[pagename]
    says_no = any(each in metadata for each in OPT_OUTS) or any(
        each.get("name", "").lower() == "robots" and "noindex" in each.get("content", "").lower()
        for each in doctree.findall(nodes.meta)
    )
    return not says_no and all(each.published for each in _posts(app, pagename))


def _found(app: Sphinx, pagename: str, context: dict[str, Any]) -> kept.Found:
    posts = [*_posts(app, pagename)]
    tags = dict.fromkeys(str(tag.name) for post in posts for tag in post.tags if tag.name)
    newest = max((post.date for post in posts if post.date), default=None)
    day = newest.date().isoformat() if newest else ""
    date = context["ablog"].day(newest) if newest else ""
    address = app.builder.get_target_uri(pagename)
    text = page_text(
        str(context.get("body", "")),
        title=_title(app, pagename, posts),
        labels=[str(label) for label in _labels(posts)],
        address=address,
    )
    return kept.Found.of(text, address=address, day=day, date=date, tags=tags)


def _title(app: Sphinx, pagename: str, posts: list[Post]) -> str:
    title = app.env.titles.get(pagename)
    return str(posts[0].title) if len(posts) == 1 else title.astext() if title else pagename


def _labels(posts: list[Post]) -> Iterator[str]:
    """By which the posts are found as by their titles."""
    for post in posts:
        for key in (post.tags, post.category, post.location, post.author, post.series):
            yield from (str(each.name) for each in key if each.name)


def _posts(app: Sphinx, pagename: str) -> Iterator[Post]:
    """The posts on this page: one, or one for each `post` directive."""
    blog = blog_of(app)
    for record in records_of(app.env).get(pagename, ()):
        section = record["section"]
        yield blog.shown(blog.all_posts[f"{pagename}#{section}" if section else pagename])


@cache
def _script() -> str:
    """As it is sent: without what is for people."""
    return str(jsmin(SCRIPT.read_text(encoding="utf-8")))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("blogkit.blog")  # whose posts are found
    app.connect("config-inited", on_config_inited)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
