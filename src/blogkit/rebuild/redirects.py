"""sphinxext-rediraffe, which works with builders that are Sphinx's own to the letter.

It asks for `type(app.builder)` (sphinxext/rediraffe.py: `build_redirects`) and would write no
redirect for ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from blogkit.listeners import stand_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SPHINXS = {"html": StandaloneHTMLBuilder, "dirhtml": DirectoryHTMLBuilder}


def be_recognised(app: Sphinx) -> None:
    """While rediraffe writes its pages, let the builder be of Sphinx's class, if rediraffe is there."""
    try:
        from sphinxext.rediraffe import build_redirects
    except ImportError:
        return

    def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
        ours = type(app.builder)
        theirs = SPHINXS.get(app.builder.name)
        if theirs is None or not issubclass(ours, theirs):
            build_redirects(app, exception)
            return
        app.builder.__class__ = theirs
        try:
            build_redirects(app, exception)
        finally:
            app.builder.__class__ = ours

    if any(each.handler is build_redirects for each in app.events.listeners["build-finished"]):
        stand_in(app, "build-finished", build_redirects, on_build_finished)
