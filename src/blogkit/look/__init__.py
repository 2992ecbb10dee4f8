"""The look of a blog: short templates of its own on top of pydata-sphinx-theme.

It acts only where conf.py says `blogkit_look = True`; else a theme's pages stay as they are. What
a page carries of styles and scripts depends on that page and the settings, never on other pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydata_sphinx_theme
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from blogkit.look import answers, cards, markup, missing, theme
from blogkit.look.page import look_of_page
from blogkit.look.settings import check_settings

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

FIRST, AFTER_BLOG, AFTER_OTHERS = 100, 800, 900


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Connect all that follows only in a blog that asks for it."""
    if not config.blogkit_look:
        return
    check_settings(config)
    app.connect("builder-inited", on_builder_inited, priority=AFTER_BLOG)
    app.connect("env-updated", theme.forget)
    app.connect("doctree-resolved", on_doctree_resolved, priority=FIRST)
    app.connect("html-page-context", on_html_page_context, priority=AFTER_OTHERS)
    app.connect("build-finished", on_build_finished)


def on_builder_inited(app: Sphinx) -> None:
    """Our templates come behind the author's and before the theme's."""
    if _is_html(app):
        theme.put_templates_before_the_themes(app)
        theme.leave_out_what_is_not_shown(app)
        answers.answer_questions(app)
        missing.translate_missing_page(app)


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Before the blog makes plain lists of them: postlists with excerpts are cards."""
    if _is_html(app):
        markup.mend_markup(app, doctree, docname)
        cards.show_postlists_as_cards(app, doctree, docname)


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the templates all that they show besides what the blog knows."""
    if _is_html(app):
        context["theme_version"] = pydata_sphinx_theme.__version__  # which the footer may name
        context["look"] = look_of_page(app, pagename, templatename, context, doctree)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Leave in the site what readers have a use for."""
    if exception is None and _is_html(app):
        theme.remove_sources(app)


def _is_html(app: Sphinx) -> bool:
    """Whether it builds pages for a browser with Sphinx's own kind of templates."""
    builder = app.builder
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.name in ("html", "dirhtml")
        and isinstance(getattr(builder, "templates", None), BuiltinTemplateLoader)
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("blogkit.blog")  # whose posts these pages show
    app.add_config_value("blogkit_look", default=False, rebuild="html", types=(bool,))
    app.add_config_value("blogkit_accent", default="", rebuild="html", types=(str,))
    app.add_config_value("blogkit_font_text", default="", rebuild="html", types=(str,))
    app.add_config_value("blogkit_font_headings", default="", rebuild="html", types=(str,))
    app.add_config_value("blogkit_authors", default={}, rebuild="html", types=(dict,))
    app.add_config_value("blogkit_giscus", default={}, rebuild="html", types=(dict,))
    app.connect("config-inited", on_config_inited)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
