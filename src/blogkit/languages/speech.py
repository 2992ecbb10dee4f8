"""What the page being written speaks: one for each build, turned to the language of each page.

Sphinx knows one language. Whatever asks for words through `sphinx.locale` or in a template asks
this instead while a build runs, if the feature `blogkit.speaking` has put it there.
"""

from __future__ import annotations

from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

from blogkit.languages.catalogue import words_of
from blogkit.languages.written import blogs_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from blogkit.languages.language import Language


class Speech(NullTranslations):
    """Translations in the language that it was last turned to; at first the blog's."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = ref(app)
        self.own = blogs_language(app)
        self.language = self.own
        self._others = app.translator
        self._words: dict[Language, NullTranslations] = {}
        self._said: dict[tuple[Language, str], str] = {}  # a page asks for some eighty words

    @contextmanager
    def turned_to(self, language: Language) -> Iterator[None]:
        """Speak this language inside."""
        before, self.language = self.language, language
        try:
            yield
        finally:
            self.language = before

    def gettext(self, message: str) -> str:
        asked = (self.language, message)
        if asked not in self._said:
            self._said[asked] = self.words.gettext(message)
        return self._said[asked]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.words.ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        return self.words.pgettext(context, message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.words.npgettext(context, msgid1, msgid2, n)

    @property
    def words(self) -> NullTranslations:
        """The words of the language that it is turned to."""
        language = self.language
        if language not in self._words:
            others = self._others if language == self.own else None
            self._words[language] = words_of(language, self._authors(), others=others)
        return self._words[language]

    def _authors(self) -> list[Path]:
        app = self._app()
        return [Path(app.srcdir, each) for each in app.config.locale_dirs] if app else []


def speech_of(app: Sphinx) -> Speech:
    """What is spoken in the build that *app* runs."""
    if app not in _speeches:
        _speeches[app] = Speech(app)
    return _speeches[app]


_speeches: WeakKeyDictionary[Sphinx, Speech] = WeakKeyDictionary()
