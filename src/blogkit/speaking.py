"""Each page speaks the language that it is written in: its words, dates and quotation marks.

Sphinx and ABlog know one language for all pages. Here `blogkit.languages.speech` takes the place of
Sphinx's translations while a build runs, and is turned to a page's language before the page is
read, resolved or rendered; that of an overview, and of all else, is the blog's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import smartchars
from sphinx import locale
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from blogkit.languages.speech import speech_of
from blogkit.languages.written import language_of_document

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FIRST = 0
IN_SPHINX = ("general", "sphinx")


class QuoteAsItsLanguageDoes(SphinxTransform):
    """Quotation marks of the language of the document, if docutils knows them."""

    default_priority = 700  # sphinx.transforms.SphinxSmartQuotes is 750

    def apply(self, **kwargs: Any) -> None:
        speech, settings = speech_of(self.env._app), self.document.settings  # noqa: SLF001
        if speech.language == speech.own:
            return
        code = speech.language.code
        settings.language_code = code
        is_known = any(tag in smartchars.quotes for tag in normalize_language_tag(code))
        if not is_known or code in self.config.smartquotes_excludes.get("languages", ()):
            settings.smart_quotes = False


class SpeakItsLanguage(SphinxPostTransform):
    """Before anything else is done to a page that is about to be written."""

    default_priority = FIRST

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        speech_of(self.env._app).language = language_of_document(self.env._app, docname)  # noqa: SLF001


def on_builder_inited(app: Sphinx) -> None:
    """Python code and templates ask for words in these two places."""
    speech = speech_of(app)
    locale.translators[IN_SPHINX] = speech
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    install = getattr(environment, "install_gettext_translations", None)
    if install:
        install(speech)


def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    speech_of(app).language = language_of_document(app, docname)


def speak_the_blogs_language(app: Sphinx, *_: object) -> list[Any]:
    """Between pages: what is found out now is for all of them."""
    speech = speech_of(app)
    speech.language = speech.own
    return []


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """A page of a document's, of the posts in one language, or without any language of its own."""
    speech = speech_of(app)
    speech.language = (
        getattr(context.get("collection"), "language", None)
        or (language_of_document(app, pagename) if doctree is not None else None)
        or speech.own
    )
    context["language"] = speech.language.tag


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """What another build in this process finds is what Sphinx has left there."""
    if locale.translators.get(IN_SPHINX) is speech_of(app):
        locale.translators[IN_SPHINX] = app.translator


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(QuoteAsItsLanguageDoes)
    app.add_post_transform(SpeakItsLanguage)
    app.connect("builder-inited", on_builder_inited, priority=FIRST)
    app.connect("source-read", on_source_read, priority=FIRST)
    for event in ("env-updated", "html-collect-pages", "blogkit-collect-files"):
        app.connect(event, speak_the_blogs_language, priority=FIRST)
    app.connect("html-page-context", on_html_page_context, priority=FIRST)
    app.connect("build-finished", on_build_finished)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
