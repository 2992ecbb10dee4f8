"""ABlog's records, its model and its postlists, kept so that reading and writing may be parallel.

`records` are made as documents are read, `model` is made of them once all are read, and pages
learn of posts by nothing else; what each page asked of it is noted (`blogkit.traces`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import ablog
import ablog.post
from ablog.blog import Blog as AblogsBlog
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

from blogkit.blog import featured, records
from blogkit.blog.answers import answer_questions
from blogkit.blog.model import blog_of, forget
from blogkit.blog.postlist import process_postlist
from blogkit.blog.references import ListingTocTree, resolve_reference, title_listings
from blogkit.languages.dates import GIVEN, given_patterns
from blogkit.listeners import stand_in

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from blogkit.blog.model import Blog

__all__ = ["blog_of", "forget"]

TEMPLATES = Path(__file__).parent.parent / "templates"
FIRST, BEFORE_COLLECTORS, AFTER_PRIVACY = 100, 150, 700


def on_builder_inited(app: Sphinx) -> None:
    """What an earlier build in this process left is gone; our templates come before ABlog's."""
    AblogsBlog._dict = {}  # noqa: SLF001 - nothing public empties it
    templates = getattr(app.builder, "templates", None)
    if not isinstance(app.builder, StandaloneHTMLBuilder) or not isinstance(
        templates, BuiltinTemplateLoader
    ):
        return
    theirs, loaders = ablog.get_html_templates_path(), cast("list[Any]", templates.loaders)
    for position, loader in enumerate(loaders):
        if isinstance(loader, SphinxFileSystemLoader) and theirs in loader.searchpath:
            templates.loaders.insert(position, SphinxFileSystemLoader(TEMPLATES))
            return


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """All documents are read, and those held back are forgotten."""
    records.register_labels(env)
    forget(app)
    title_listings(app, env)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """What ABlog gives to templates (ablog/__init__.py: html_page_context), from our model."""
    if not ablog.builder_support(app):
        return
    blog = blog_of(app)
    context["ablog"], context["anchor"] = _for_one_page(blog), ablog.anchor
    post = blog[pagename]
    if post is not None and post.canonical_link:
        context["pageurl"] = post.canonical_link
    if blog.blog_baseurl and "feed_path" not in context:
        context["feed_path"] = blog.blog_path
        context["feed_title"] = blog.blog_title


def _for_one_page(blog: Blog) -> Blog:
    """The same blog, on which a handler of the author's may set what is meant for that page.

    Made by hand: `copy` fails, as ABlog's blog looks for what it lacks in settings it lacks too.
    """
    same = object.__new__(type(blog))
    same.__dict__.update(blog.__dict__)
    return same


def setup(app: Sphinx) -> ExtensionMetadata:
    answer_questions(app)
    app.add_config_value(GIVEN, default=given_patterns, rebuild="env", types=(tuple,))
    app.connect("builder-inited", on_builder_inited, priority=AFTER_PRIVACY)
    app.connect("env-before-read-docs", records.forget_labels)
    app.add_transform(featured.TakeNamedPicture)
    app.add_directive("post", featured.PostWithPicture, override=True)
    app.connect("doctree-read", records.count_posts, priority=FIRST)
    app.connect("doctree-read", featured.on_doctree_read, priority=BEFORE_COLLECTORS)
    stand_in(app, "doctree-read", ablog.post.process_posts, records.process)
    stand_in(app, "env-purge-doc", ablog.post.purge_posts, records.clear)
    app.connect("env-merge-info", records.merge)
    app.connect("env-updated", on_env_updated, priority=AFTER_PRIVACY)
    stand_in(app, "doctree-resolved", ablog.post.process_postlist, process_postlist)
    stand_in(app, "missing-reference", ablog.post.missing_reference, resolve_reference)
    stand_in(app, "html-page-context", ablog.html_page_context, on_html_page_context)
    app.add_directive("toctree", ListingTocTree, override=True)
    # It says no because of the state that is kept here in its stead.
    app.extensions["ablog"].parallel_read_safe = True
    return {
        "version": "4",
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
