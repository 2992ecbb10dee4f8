"""Names that Sphinx gives by the order of reading, given by the order of documents.

Which of two documents has a label, and which of two pictures is `photo1.jpg`, would otherwise
depend on what was edited last, or on which of several workers was faster.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx.util._files import FilenameUniqDict

from blogkit.rebuild.definitions import settle
from blogkit.rebuild.readings import readings_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def settle_definitions(env: BuildEnvironment) -> None:
    """Which of two documents a label or another name leads to: the last of them."""
    settle(env, {docname: each.defines for docname, each in readings_of(env).items()})


def settle_images(env: BuildEnvironment) -> None:
    """Name all pictures anew, as a clean build by stock Sphinx does: their addresses are public.

    Those of which it does not know (they are in raw HTML) come last, and take no name from others.
    """
    readings = readings_of(env)
    by_document: dict[str, list[str]] = defaultdict(list)
    for uri, (docnames, _) in env.images.items():
        for docname in docnames:
            by_document[docname].append(uri)
    named = FilenameUniqDict()
    for docname in sorted(by_document):
        for uri in readings[docname].pictures if docname in readings else ():
            if uri in by_document[docname]:
                named.add_file(docname, uri)
    for docname in sorted(by_document):
        for uri in sorted(by_document[docname]):
            named.add_file(docname, uri)
    env.images = named
