"""Metadata as part of a build, under any theme: in the heads of pages, and in files of their own.

What an author's template, front matter or another extension says already is not said again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from blogkit.collecting import hand_over
from blogkit.metadata import icons, sitemap
from blogkit.metadata.feeds import feed_links
from blogkit.metadata.files import Cards, MadeFile, made_files
from blogkit.metadata.json_ld import json_ld
from blogkit.metadata.page import (
    LISTINGS,
    is_told_of,
    page_of,
    post_of_page,
)
from blogkit.metadata.tags import head_tags
from blogkit.metadata.written import DATA, is_hidden, names_in, names_in_templates

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

AFTER_OTHERS = 850  # handlers of other extensions have had their say; the look shows the outcome
LAST = 940  # before the builder takes sphinx-sitemap's queue for its own
BUILDERS = ("html", "dirhtml")


def on_config_inited(app: Sphinx, config: Config) -> None:
    if not isinstance(config.blogkit_social_cards, bool):
        written = config.blogkit_social_cards
        raise ConfigError(f"blogkit_social_cards should be True or False, not {written!r}")
    sitemap.load(app, config)
    sitemap.be_heard(app)


def on_builder_inited(app: Sphinx) -> None:
    icons.forget(app)


def on_env_updated(cards: Cards, app: Sphinx, env: object) -> None:
    """Before processes are forked to write pages, each of which names the icons."""
    if app.builder.name in BUILDERS:
        icons.icons_of(app)
        cards.begin(app)


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add to a page's head what it lacks; tell the sitemap of it."""
    if app.builder.name not in BUILDERS:
        return
    head = str(context.get("metatags") or "")
    if "apple-touch-icon" not in names_in(head) | names_in_templates(app):
        head += "".join(icons.icon_links(icons.icons_of(app), context["pathto"]))
    if is_told_of(app, pagename, templatename):
        head += _told(app, pagename, templatename, context, doctree)
    context["metatags"] = head


def _told(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str:
    """What a page tells of itself, but for what it does already."""
    head, post = str(context.get("metatags") or ""), post_of_page(app, pagename)
    if is_hidden(head):  # as all of a preview is
        return ""
    written = names_in(head) | names_in_templates(app)
    page = page_of(app, pagename, templatename, context, doctree)
    if page.url and "canonical" not in written:
        context["pageurl"] = page.url
    sitemap.tell(app, pagename, sitemap.last_change(app, post, context))
    is_label = templatename in LISTINGS and bool(context.get("archive_feed"))
    feeds = "".join(feed_links(app, post, context["pathto"], is_label=is_label))
    data = json_ld(page) if page.url and DATA not in written else ""
    return head_tags(page, written) + feeds + data


def files_of(cards: Cards, app: Sphinx) -> list[MadeFile]:
    """What there is besides pages."""
    return made_files(app, cards) if app.builder.name in BUILDERS else []


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("blogkit.blog")  # of whose posts these tell
    app.add_config_value("blogkit_social_cards", default=True, rebuild="html", types=(bool,))
    app.connect("config-inited", on_config_inited, priority=LAST)
    app.connect("builder-inited", on_builder_inited)
    cards = Cards()
    app.connect("env-updated", partial(on_env_updated, cards), priority=AFTER_OTHERS)
    hand_over(app, partial(files_of, cards), priority=AFTER_OTHERS)
    app.connect("html-page-context", on_html_page_context, priority=AFTER_OTHERS)
    app.connect("build-finished", lambda *_: cards.stop())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
