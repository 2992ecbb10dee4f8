"""What others already tell of a page: the author's templates, front matter, other extensions.

Nothing is told twice: whoever had a word for it first keeps it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = re.compile(r"""<meta\b[^>]*?\b(?:name|property)\s*=\s*["']?([\w:.-]+)""", re.IGNORECASE)
RELATION = re.compile(r"""<link\b[^>]*?\brel\s*=\s*["']?([\w -]+)""", re.IGNORECASE)
DESCRIPTION = re.compile(
    r"""<meta\b(?=[^>]*\bname\s*=\s*["']description["'])[^>]*?\bcontent\s*=\s*"([^"]*)\"""",
    re.IGNORECASE,
)
ROBOTS = re.compile(
    r"""<meta\b(?=[^>]*\bname\s*=\s*["']?robots\b)[^>]*?\bcontent\s*=\s*["'][^"']*noindex""",
    re.IGNORECASE,
)
DATA = "application/ld+json"


def names_in(html: str) -> frozenset[str]:
    """The names of the meta elements in a head, relations of its links, and DATA if it is there."""
    found = {*NAME.findall(html), *RELATION.findall(html)}
    return frozenset({each.lower() for each in found} | ({DATA} if DATA in html else set()))


def description_in(html: str) -> str:
    """The description in a head, as HTML; empty if there is none."""
    found = DESCRIPTION.search(html)
    return found.group(1) if found else ""


def is_hidden(html: str) -> bool:
    """Whether search engines are asked not to show the page."""
    return bool(ROBOTS.search(html))


def names_in_templates(app: Sphinx) -> frozenset[str]:
    """The same of all templates of the author's own, read once in a build."""
    if app not in _known:
        folders = [Path(app.confdir, str(each)) for each in app.config.templates_path]
        files = [path for folder in folders for path in sorted(folder.rglob("*.html"))]
        texts = (path.read_text(encoding="utf-8", errors="replace") for path in files)
        _known[app] = frozenset().union(*(names_in(text) for text in texts))
    return _known[app]


_known: WeakKeyDictionary[Sphinx, frozenset[str]] = WeakKeyDictionary()
