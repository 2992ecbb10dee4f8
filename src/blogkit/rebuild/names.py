"""Names that Sphinx gives by the order of reading, given by the order of documents.

Which of two documents has a label, and which of two pictures is `photo1.jpg`, would otherwise
depend on what was edited last, or on which of several workers was faster.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging
from sphinx.util._files import FilenameUniqDict

from blogkit.rebuild.readings import readings_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def settle_labels(env: BuildEnvironment) -> None:
    """Give each label that several documents have to the last of them, as a clean build does."""
    standard, readings = env.domains.standard_domain, readings_of(env)
    claims: dict[str, list[str]] = defaultdict(list)
    for docname in sorted(readings):
        for name in readings[docname].labels:
            claims[name].append(docname)
    for name, docnames in claims.items():
        label, anonymous = readings[docnames[-1]].labels[name]
        standard.anonlabels[name] = anonymous
        if label is not None:
            standard.labels[name] = label
        for earlier, later in pairwise(docnames):
            _tell_of_two(env, name, earlier, later)


def _tell_of_two(env: BuildEnvironment, name: str, earlier: str, later: str) -> None:
    message = __("duplicate label %s, other instance in %s")
    logger.warning(message, name, env.doc2path(earlier), location=later)


def settle_citations(env: BuildEnvironment) -> None:
    """The same of citations."""
    known, readings = env.domains.citation_domain.citations, readings_of(env)
    message = __("duplicate citation %s, other instance in %s")
    claimed: dict[str, str] = {}
    for docname in sorted(readings):
        for name, place in readings[docname].citations.items():
            if name in claimed:
                where, line = env.doc2path(claimed[name]), place[2]
                at = (docname, line)
                logger.warning(message, name, where, location=at, type="ref", subtype="citation")
            claimed[name], known[name] = docname, place


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
