"""Extensions that ask, when all is built, whether the builder is Sphinx's own.

sphinxext-rediraffe compares the builder's class itself (rediraffe.py: build_redirects), so that
one made of Sphinx's is none to it, and no redirect is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from blogkit.rebuild.builder import OnlyWhatChanged

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

BEFORE_OTHERS, AFTER_OTHERS = 410, 940  # Sphinx calls handlers at 500 unless they ask otherwise

_ours: WeakKeyDictionary[Sphinx, Builder] = WeakKeyDictionary()


def show_sphinxs_own(app: Sphinx, exception: Exception | None) -> None:
    """Put a builder of Sphinx's class, with all that ours knows, in the place of ours."""
    if not isinstance(app.builder, OnlyWhatChanged):
        return
    ours: Any = app.builder
    theirs = next(each for each in type(ours).__mro__ if each.__module__.startswith("sphinx."))
    _ours[app] = ours
    app.builder = object.__new__(theirs)
    app.builder.__dict__ = ours.__dict__


def show_ours(app: Sphinx, exception: Exception | None) -> None:
    """Take it away again."""
    app.builder = _ours.pop(app, app.builder)
