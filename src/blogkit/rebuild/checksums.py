"""Addresses of stylesheets and scripts that are the same in a clean build and in any other.

Sphinx adds a checksum to the address of each file that it finds in `_static`. A file that an
extension puts there when all pages are written (myst-nb's stylesheet) is not found in a clean
build, and in all others is; so only those count that were there when the first page was written.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogkit.rebuild.builder import OnlyWhatChanged
from blogkit.rebuild.makers import makers_of, static_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

CHECKSUM = re.compile(r'\?v=[0-9a-f]{8}(?=")')  # sphinx/builders/html/_assets.py: _file_checksum


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """After others: leave out checksums of files that came late."""
    if not isinstance(app.builder, OnlyWhatChanged):
        return
    early = _early_files(app, app.builder)
    for name in ("css_tag", "js_tag"):
        if name in context:
            context[name] = _without_late(context[name], early)


def _early_files(app: Sphinx, builder: OnlyWhatChanged) -> frozenset[str]:
    if not hasattr(builder, "early_files"):
        known = Path(app.doctreedir, f"static-{builder.name}.json")
        if not builder.static_is_current or not known.exists():
            known.write_text(json.dumps(sorted(static_files(Path(builder.outdir)))))
        builder.early_files = frozenset(json.loads(known.read_text()))  # type: ignore[attr-defined]
    return builder.early_files  # type: ignore[attr-defined,no-any-return]


def remember_static_files(app: Sphinx, builder: OnlyWhatChanged) -> None:
    """At the very end: who made them, and which were not there when the first page was written."""
    builder.known.makers = makers_of(app)
    builder.known.late = static_files(Path(builder.outdir)) - _early_files(app, builder)


def _without_late(make: Callable[[Any], str], early: frozenset[str]) -> Callable[[Any], str]:
    def tag(asset: Any) -> str:
        made = make(asset)
        return made if str(getattr(asset, "filename", "")) in early else CHECKSUM.sub("", made)

    return tag
