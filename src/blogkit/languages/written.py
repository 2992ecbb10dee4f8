"""In which language a document is written, by its front matter and conf.py's defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogkit.languages.language import Language, only_language
from blogkit.posts import split_labels
from blogkit.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


def blogs_language(app: Sphinx) -> Language:
    """conf.py's `language`."""
    return Language(str(app.config.language or "en"))


def language_of_labels(app: Sphinx, labels: Iterable[str]) -> Language:
    """The language that all of these labels mean; the blog's if there is no such language."""
    names = dict(site_of(app).settings.label_names["language"])
    own = blogs_language(app)
    found = only_language(labels, names) or own
    # A blog in `de_AT` is not left for `de`.
    return own if own.code.split("_")[0] == found.code else found


def language_of_post(app: Sphinx, labels: Iterable[str]) -> Language:
    """The language of a post with these labels; without any, of conf.py's default."""
    default = site_of(app).settings.default_labels["language"]
    return language_of_labels(app, tuple(labels) or default)


def language_of_document(app: Sphinx, docname: str) -> Language:
    """The language of a document: that of all its posts, or what a page's front matter says."""
    document = site_of(app).documents.get(docname)
    if document is None:
        return blogs_language(app)
    if not document.posts:
        field = document.source.front_matter.get("language") if document.source else None
        return language_of_labels(app, split_labels(field.value) if field else ())
    languages = {language_of_post(app, each.labels["language"]) for each in document.posts}
    return languages.pop() if len(languages) == 1 else blogs_language(app)
